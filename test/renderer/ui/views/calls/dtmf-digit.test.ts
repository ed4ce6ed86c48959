/** Which keys send tones. */
import { expect, test } from "vitest";
import { type DtmfPress, toDtmfDigit } from "../../../../../renderer/ui/views/calls/dtmf-digit.ts";

const press = (key: string, more: Partial<DtmfPress> = {}): DtmfPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...more,
});

test("digits, star, hash and A to D are tones", () => {
  expect(["0", "9", "*", "#", "a", "D"].map((key) => toDtmfDigit(press(key)))).toEqual(["0", "9", "*", "#", "A", "D"]);
});

test("other keys, shortcuts and held keys are not", () => {
  const presses = [press("e"), press("Enter"), press(" "), press("1", { ctrlKey: true }), press("1", { repeat: true })];
  expect(presses.map(toDtmfDigit)).toEqual([null, null, null, null, null]);
});
