import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findShiftChange, isInShift } from "../../../electron/updates/in-shift.ts";

/** A moment of the week of Monday, 23 November 2026, by the clock of this computer. */
const at = (day: number, hours: number, minutes = 0) => new Date(2026, 10, 22 + day, hours, minutes).getTime();
const [mon, fri, sat, sun] = [1, 5, 6, 7];

describe("a moment of the week", () => {
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
