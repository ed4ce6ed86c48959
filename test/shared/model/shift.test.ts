import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findShiftChange, isInShift, readShift } from "../../../shared/model/shift.ts";

/** A moment of the week of Monday, 23 November 2026, by the clock of this computer. */
const at = (day: number, hours: number, minutes = 0) => new Date(2026, 10, 22 + day, hours, minutes).getTime();
const [mon, fri, sat, sun] = [1, 5, 6, 7];

describe("a shift", () => {
  test.each([
    ["mon-fri 08:00-18:00", { days: [1, 2, 3, 4, 5], from: 480, to: 1080 }],
    ["sat 22:00-06:00", { days: [6], from: 1320, to: 360 }],
    ["fri-mon 09:00-12:30", { days: [5, 6, 0, 1], from: 540, to: 750 }],
    ["08:00-18:00", { days: [0, 1, 2, 3, 4, 5, 6], from: 480, to: 1080 }],
  ])("reads %s", (text, shift) => expect(readShift(text)).toEqual(shift));

  test.each(["", "mon", "08:00", "mon 8:00-18:00", "mo 08:00-18:00", "mon-xxx 08:00-18:00", "25:00-26:00", "08:00-24:00"])(
    "does not read %j",
    (text) => expect(readShift(text)).toBeNull(),
  );

  test.each([
    ["mon-fri 08:00-18:00", at(mon, 7, 59), false],
    ["mon-fri 08:00-18:00", at(mon, 8), true],
    ["mon-fri 08:00-18:00", at(fri, 17, 59), true],
    ["mon-fri 08:00-18:00", at(fri, 18), false],
    ["mon-fri 08:00-18:00", at(sat, 12), false],
    ["sat 22:00-06:00", at(sat, 5), false],
    ["sat 22:00-06:00", at(sat, 23), true],
    ["sat 22:00-06:00", at(sun, 5, 59), true],
    ["sat 22:00-06:00", at(sun, 6), false],
    ["sun 00:00-00:00", at(sun, 0), true],
    ["sun 00:00-00:00", at(sat, 23, 59), false],
  ])("%s at %d: %s", (text, then, isIn) => expect(isInShift([text], then)).toBe(isIn));

  test("ends, and begins again", () => {
    const shifts = ["mon-fri 08:00-13:00", "mon-fri 12:00-18:00"];
    expect(findShiftChange(shifts, at(fri, 9, 30))).toBe(at(fri, 18));
    expect(findShiftChange(shifts, at(fri, 18))).toBe(at(mon + 7, 8));
    expect(findShiftChange(["00:00-00:00"], at(mon, 9))).toBeNull();
    expect(findShiftChange([], at(mon, 9))).toBeNull();
  });

  test("a change is the first minute that differs, at any moment of the year", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 24 * 60 }), fc.integer({ min: 0, max: 59_999 }), (minutes, ms) => {
        const shifts = ["mon-fri 08:00-18:00", "sat 22:00-06:00"];
        const then = at(mon, 0) + minutes * 60_000 + ms;
        const change = findShiftChange(shifts, then) ?? NaN;
        expect(change).toBeGreaterThan(then);
        expect(isInShift(shifts, change)).toBe(!isInShift(shifts, then));
        expect(isInShift(shifts, change - 1)).toBe(isInShift(shifts, then));
      }),
      { numRuns: 50 },
    );
  });
});
