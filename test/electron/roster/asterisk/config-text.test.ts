/** What Asterisk is told of a name, and that nothing else passes. */
import { describe, expect, test } from "vitest";
import { toNameOfCaller, writeSection } from "../../../../electron/roster/asterisk/config-text.ts";

describe("a name in Asterisk's files", () => {
  test.each([
    ["Anna", "Anna"],
    ["Jean-Luc O'Neill (night)", "Jean-Luc O'Neill (night)"],
    ["田中 タナカ", "田中 タナカ"],
    ["أحمد", "أحمد"],
    ["Müller; Änne", "Müller Änne"],
    ['"Bo" <1001>', "Bo 1001"],
    ["[general](!)", "general (!)"],
    ["\u202eanna\u2069", "anna"],
    ["a\nb\u2028c\td", "a b c d"],
    [";--", "--"],
    ["${EXTEN},110", "EXTEN 110"],
  ])("%j becomes %j", (name, told) => {
    expect(toNameOfCaller(name)).toBe(told);
  });

  test("ends between two letters, within the 79 octets that Asterisk keeps", () => {
    expect(toNameOfCaller("あ".repeat(100))).toBe("あ".repeat(26));
  });
});

test("A semicolon in a setting is no comment, and a line break is no setting at all", () => {
  expect(writeSection("a", [["password", "b;c"]])).toBe("[a]\npassword = b\\;c");
  expect(() => writeSection("a", [["password", "b\nc = d"]])).toThrow("control character");
});
