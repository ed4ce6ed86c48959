/** One party's number as it is dialled and as its own call shows it. */
import { expect, it } from "vitest";
import { isSameParty } from "../../../../../renderer/engine/core/rescue/same-party.ts";

it.each([
  ["0312345678", "0312345678", true],
  ["0312345678", "+81312345678", true],
  ["0312345678", "90312345678", true],
  ["0049301234567", "+49301234567", true],
  ["1001", "1001", true],
  ["1001", "21001", false],
  ["0312345678", "0312345679", false],
  ["anna", "anna", true],
  ["anna", "ann", false],
  ["0312345678", null, false],
])("%s and %s are one party: %s", (one, other, isSame) => {
  expect(isSameParty(one, other)).toBe(isSame);
  expect(isSameParty(other, one)).toBe(isSame);
});

it("whoever withholds the number is nobody's party", () => {
  expect(isSameParty(null, null)).toBe(false);
});
