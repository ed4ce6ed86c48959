import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DialRules } from "../../../shared/model/dial-rules.ts";
import { cleanDialTarget, findForbiddance, isEmergency, isFeatureCode } from "../../../shared/model/dial-target.ts";

describe("a dial string is cleaned", () => {
  it.each([
    ["1001", "1001"],
    ["  1001\t", "1001"],
    ["1001\n", "1001"],
    ["03-1234-5678", "0312345678"],
    ["(03) 1234 5678", "0312345678"],
    ["[03] 1234/5678", "0312345678"],
    ["03.1234.5678", "0312345678"],
    ["03–1234—5678", "0312345678"],
    ["03−1234−5678", "0312345678"],
    ["03\u00a01234\u20095678", "0312345678"],
    ["+81 3 1234 5678", "+81312345678"],
    ["+49 (0)30 123456", "+4930123456"],
    ["＋８１　３（１２３４）５６７８", "+81312345678"],
    ["０３ー１２３４－５６７８", "0312345678"],
    ["＊７２", "*72"],
    ["\u202a+81 3 1234 5678\u202c", "+81312345678"],
    ["\u202d0312345678\u202c", "0312345678"],
    ["*97", "*97"],
    ["#31#0312345678", "#31#0312345678"],
    ["tel:+81-3-1234-5678", "+81312345678"],
    ["TEL:110", "110"],
    ["tel://0312345678", "0312345678"],
    ["tel:1234;phone-context=example.com", "1234"],
    ["tel:%2B81312345678", "+81312345678"],
    ["callto:0312345678", "0312345678"],
    ["sip:1001", "1001"],
    ["sip:1001@pbx.example.com", "1001"],
    ["sips:1001:secret@pbx.example.com:5061;transport=ws?Subject=x", "1001"],
    ["sip:+81312345678;phone-context=+81@pbx.example.com;user=phone", "+81312345678"],
    ["sip:anna.b@pbx.example.com", "anna.b"],
    ["1001@evil.example", "1001"],
    ["anna", "anna"],
    ["anna-b", "anna-b"],
    ["queue_1", "queue_1"],
  ])("%j to %j", (typed, target) => {
    expect(cleanDialTarget(typed)).toEqual({ ok: true, value: target });
  });
});

describe("a dial string is refused with the reason", () => {
  const invisible = "That holds invisible characters that cannot be dialled. Type the number instead.";
  it.each([
    ["nothing", "", "There is nothing to dial."],
    ["only spaces", " \t\n ", "There is nothing to dial."],
    ["only marks", "\u202a\u202c", "There is nothing to dial."],
    ["too much", "1".repeat(257), "That is too long to be a number."],
    ["a header line", "1001\r\nX-Evil: 1", invisible],
    ["a null", "10\u000001", invisible],
    ["a right-to-left override", "\u202e1001", invisible],
    ["a right-to-left override inside", "10\u202e01", invisible],
    ["an isolate", "10\u206701", invisible],
    ["a zero-width space", "10\u200b01", invisible],
    ["a line separator", "10\u202801", invisible],
    ["a C1 control", "10\u008501", invisible],
    ["an escaped header line", "sip:1001%0d%0aX-Evil:1@h", '"sip:1001%0d%0aX-Evil:1@h" is not a well-formed address.'],
    ["an escaped override", "tel:%E2%80%AE1001", '"tel:%E2%80%AE1001" is not a well-formed address.'],
    ["half an escape", "tel:100%2", '"tel:100%2" is not a well-formed address.'],
    ["an escaped at sign", "sip:1%40evil@h", '"sip:1%40evil@h" is neither a number nor a name that can be dialled.'],
    ["only dashes", "--", '"--" is neither a number nor a name that can be dialled.'],
    ["a plus alone", "+", '"+" is neither a number nor a name that can be dialled.'],
    ["a plus inside", "03+12", '"03+12" is neither a number nor a name that can be dialled.'],
    ["two numbers", "1001,1002", '"1001,1002" is neither a number nor a name that can be dialled.'],
    ["two numbers with a semicolon", "1001;1002", '"1001;1002" is neither a number nor a name that can be dialled.'],
    ["a scheme alone", "sip:", '"sip:" is neither a number nor a name that can be dialled.'],
    [
      "a host alone",
      "sip:@pbx.example.com",
      '"sip:@pbx.example.com" is neither a number nor a name that can be dialled.',
    ],
    [
      "another scheme",
      "https://example.com",
      '"https://example.com" is neither a number nor a name that can be dialled.',
    ],
    ["a script", "<script>", '"<script>" is neither a number nor a name that can be dialled.'],
    ["two words", "anna berg", '"anna berg" is neither a number nor a name that can be dialled.'],
    ["other digits", "١٢٣", '"١٢٣" is neither a number nor a name that can be dialled.'],
    ["41 digits", "1".repeat(41) + "%", `"${"1".repeat(40)}…" is not a well-formed address.`],
    ["65 letters", "a".repeat(65), `"${"a".repeat(40)}…" is neither a number nor a name that can be dialled.`],
  ])("%s", (_what, typed, failure) => {
    expect(cleanDialTarget(typed)).toEqual({ ok: false, failure });
  });
});

describe("whatever is typed", () => {
  const pieces = fc.constantFrom(
    "sip:",
    "tel:",
    "@",
    "%0a",
    "%",
    "+",
    "1",
    "110",
    " ",
    "-",
    "\r\n",
    "\u202e",
    "<",
    ";",
    "é",
    "１",
  );
  const typed = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: "grapheme", maxLength: 80 }),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
  );

  it("the target holds nothing but characters that may stand in a request URI", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const cleaned = cleanDialTarget(text);
        if (cleaned.ok) expect(cleaned.value).toMatch(/^(\+?[0-9*#]{1,40}|[A-Za-z0-9][A-Za-z0-9_.!~'-]{0,63})$/);
        else expect(cleaned.failure).toMatch(/^[^\p{Cc}\p{Cf}]{1,200}$/u);
      }),
      { numRuns: 5_000 },
    );
  });

  it("cleaning a target again changes nothing", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const cleaned = cleanDialTarget(text);
        if (cleaned.ok) expect(cleanDialTarget(cleaned.value)).toEqual(cleaned);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("dial rules", () => {
  const rules: DialRules = { emergency: ["110", "119"], forbidden: ["^00", "^1"] };

  it("never forbid an emergency number, whatever a pattern says", () => {
    expect([findForbiddance("110", rules), isEmergency("110", rules)]).toEqual([null, true]);
  });

  it("forbid what a pattern matches, in a sentence, and nothing else", () => {
    expect([findForbiddance("0081312345678", rules), findForbiddance("0312345678", rules)]).toEqual([
      "Your administrator's dial rules do not allow calls to 0081312345678.",
      null,
    ]);
  });

  it("tell feature codes from numbers", () => {
    expect(["*97", "#31#1001", "1001*2", "+81"].map(isFeatureCode)).toEqual([true, true, false, false]);
  });
});
