/** Whatever is typed stays a value of the filter: it never ends it, and never widens it (RFC 4515). */
import fc from "fast-check";
import { FilterParser, SubstringFilter } from "ldapts";
import { expect, test } from "vitest";
import { escapeFilterValue, toNumberFilter, toSearchFilter } from "../../../electron/people/directory/to-filter.ts";

/** What is typed, with the marks of a filter more often than chance brings them. */
const typed = fc
  .array(fc.oneof(fc.constantFrom("*", "(", ")", "\\", "\0", "&", "|", "="), fc.string({ unit: "grapheme" })), {
    maxLength: 8,
  })
  .map((pieces) => pieces.join(""));

test("any value is read back by a parser of filters as that value alone", () => {
  fc.assert(
    fc.property(
      typed.filter((text) => text !== ""),
      (text) => {
        const read = FilterParser.parseString(`(cn=*${escapeFilterValue(text)}*)`);
        expect(read).toBeInstanceOf(SubstringFilter);
        expect(read).toMatchObject({ attribute: "cn", initial: "", any: [text], final: "" });
      },
    ),
  );
});

test("a search asks for every word, a number for any of its spellings", () => {
  expect(toSearchFilter("(|(cn=*{text}*)(sn=*{text}*))", " 田中  由紀 ")).toBe(
    "(&(|(cn=*田中*)(sn=*田中*))(|(cn=*由紀*)(sn=*由紀*)))",
  );
  expect(toSearchFilter("(cn=*{text}*)", "$& (x)")).toBe("(&(cn=*$&*)(cn=*\\28x\\29*))");
  expect(toNumberFilter("(tel={number})", ["110"])).toBe("(tel=110)");
  expect(toNumberFilter("(tel={number})", ["03", "+813"])).toBe("(|(tel=03)(tel=+813))");
});

test("a number that a directory keeps as somebody typed it is looked for by its end, an extension or a name as it is", () => {
  expect(toNumberFilter("(tel=*{digits})", ["0312345678", "81312345678", "+81312345678"])).toBe(
    "(tel=*1*2*3*4*5*6*7*8)",
  );
  expect(toNumberFilter("(tel=*{digits})", ["1001"])).toBe("(tel=*1001)");
  expect(toNumberFilter("(tel={digits})", ["bob*"])).toBe("(tel=bob\\2a)");
});
