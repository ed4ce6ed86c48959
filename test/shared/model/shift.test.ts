import { describe, expect, test } from "vitest";
import { readShift } from "../../../shared/model/shift.ts";

describe("a shift", () => {
  test.each([
    ["mon-fri 08:00-18:00", { days: [1, 2, 3, 4, 5], from: 480, to: 1080 }],
    ["sat 22:00-06:00", { days: [6], from: 1320, to: 360 }],
    ["fri-mon 09:00-12:30", { days: [5, 6, 0, 1], from: 540, to: 750 }],
    ["08:00-18:00", { days: [0, 1, 2, 3, 4, 5, 6], from: 480, to: 1080 }],
  ])("reads %s", (text, shift) => expect(readShift(text)).toEqual(shift));

  test.each([
    "",
    "mon",
    "08:00",
    "mon 8:00-18:00",
    "mo 08:00-18:00",
    "mon-xxx 08:00-18:00",
    "25:00-26:00",
    "08:00-24:00",
  ])("does not read %j", (text) => expect(readShift(text)).toBeNull());
});
