/** What is typed finds what is meant: case, accents, width and kana do not matter. */
import { describe, expect, test } from "vitest";
import { foldText } from "../../../shared/lib/fold-text.ts";

describe("names", () => {
  test.each([
    ["Müller", "MULLER"],
    ["Straße", "strasse"],
    ["Łódź", "lodz"],
    ["Ёлкин", "елкин"],
    ["ガラス", "がらす"],
    ["ｶﾞﾗｽ", "ガラス"],
    ["ＡＢＣ１２３", "abc123"],
    ["ΟΔΟΣ", "οδος"],
    ["مُحَمَّد", "محمد"],
  ])("%s and %s are alike", (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  test.each([
    ["か", "が"],
    ["हिन्दी", "हनद"],
    ["田中", "田口"],
  ])("%s and %s are not", (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });
});
