import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findJsonErrorLine } from "../../../electron/files/json-error-line.ts";

describe("the line on which a text stops being JSON", () => {
  test.each([
    ['{\n "a": 1,\n "b": ,\n "c": 3\n}', 3],
    ['{\n "a": hunter2,\n "c": 3\n}', 2],
    ['{\n "a": 1\n "c": 3\n}\n', 3],
    ['{\n "a": 1,\n}', 3],
    ['{\n "a": 1,\n\n\n', 2],
    ['{ "a": "never closed\n}', 1],
    ["", 1],
    ["# a comment\n{}", 1],
  ])("of %j is %d", (text, line) => {
    expect(findJsonErrorLine(text)).toBe(line);
  });

  test("is found wherever a wrong token is put between two lines", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 50 }), fc.nat(), (numbers, seed) => {
        const lines = numbers.map((number, index) => `"k${index}": ${number},`);
        const at = seed % lines.length;
        const text = ["{", ...lines.slice(0, at), "@", ...lines.slice(at), '"z": 0', "}"].join("\n");
        expect(findJsonErrorLine(text)).toBe(at + 2);
      }),
    );
  });
});
