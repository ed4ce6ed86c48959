/** A number that is erased is found in a text however it is spelled there, and nobody else's is taken for it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createErasedNumbers } from "../../../shared/model/erased-numbers.ts";

const japan = { code: "81", trunkPrefix: "0" };
const yuki = createErasedNumbers(["03-1234-5678"], japan);

describe("a number that is erased", () => {
  test.each([
    "INVITE sip:0312345678@127.0.0.11 SIP/2.0",
    "To: <sip:+81312345678@pbx>;tag=1",
    "From: <sip:%2B81312345678@pbx>",
    "From: <sip:%30312345678@pbx>",
    'From: "(03) 1234-5678" <sip:anonymous@pbx>',
    "dialled +81 (0)3-1234-5678 twice",
    "０３－１２３４－５６７８",
    "tel:+81-3-1234.5678",
    "0 0312345678, with what is dialled for a line outside",
    "a call of 0081312345678",
  ])("is found in: %s", (text) => {
    expect(yuki.isIn(text)).toBe(true);
  });

  test.each(["sip:0312345679@pbx", "03-1234", "call:4f1c: ringing", "", "12345678 is another"])(
    "is not taken for what stands in: %s",
    (text) => {
      expect(yuki.isIn(text)).toBe(false);
    },
  );

  test("that is short stands alone, and is no part of an address, a port, a time or a longer number", () => {
    const short = createErasedNumbers(["200", "223344", "*97"], null);
    const found = ["sip:200@pbx", "sip:%2B200@pbx", '"200"', "22-33-44", "223344", "dialled *97."].map(short.isIn);
    expect(found).toEqual(found.map(() => true));
    const others = ["10.0.0.200", "127.0.0.1:200", "2001", "a200", "version 1.200.3", "2.00", "22-33-445", "97"];
    expect(others.filter(short.isIn)).toEqual([]);
  });

  test("may be an account's name, as a word of its own", () => {
    const anna = createErasedNumbers(["anna.m"], null);
    expect(["sip:Anna.M@pbx", "susanna.m@pbx", "annaxm"].map(anna.isIn)).toEqual([true, false, false]);
  });

  test("is in nothing where there is none", () => {
    expect(createErasedNumbers([], japan)).toMatchObject({ isEmpty: true });
  });

  test("is found whatever people put between its digits, and whatever stands around it", () => {
    const gap = fc.constantFrom("", "-", " ", ".", ") ", "/", " - ", "‐");
    const around = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-9][0-9]{6,11}$/u),
        fc.array(gap, { minLength: 12, maxLength: 12 }),
        around,
        around,
        fc.constantFrom("81", "+81", "0"),
        (national, gaps, before, after, prefix) => {
          const erased = createErasedNumbers([`0${national}`], japan);
          const spelled = prefix + Array.from(national, (digit, at) => (gaps[at] ?? "") + digit).join("");
          expect(erased.isIn(`${before}${spelled}${after}`)).toBe(true);
        },
      ),
    );
  });
});
