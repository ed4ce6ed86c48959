/** Numbers that nothing may hold any more, and whether a text does: in either spelling, and whatever stands between the digits. */
import { foldText } from "../lib/fold-text.ts";
import type { DialCountry } from "./dial-country.ts";
import { shortestWithTwoSpellings, toSpellings } from "./number-spellings.ts";

export type ErasedNumbers = {
  readonly isEmpty: boolean;
  /**
   * From 7 digits on wherever they stand, in a longer number too: rather too much goes than too little. A shorter number
   * only as a word of its own, and never as a part of an address, a port, a time or a version.
   */
  readonly isIn: (text: string) => boolean;
};

export const noErasedNumbers: ErasedNumbers = { isEmpty: true, isIn: () => false };

const digitsOnly = /^[0-9*#]+$/u;
/** Digits with what people put between them, after folding. */
const run = /[0-9*#](?:[\s().\-‐-―−ー[\]/]{0,3}[0-9*#])*/gu;
const word = /(?<![0-9a-z]|[0-9][.:])[0-9*#]+(?![0-9a-z]|\.[0-9])/gu;
/** Of shorter ones, "4.5" and "45" would be alike. */
const shortestApart = 5;
/** "+49 (0)30": the trunk prefix of the country itself. */
const trunkPrefix = /(\+\s?\d{1,3}\s?)\(0\)/gu;
/** Most lines of a log are, and there are hundreds of thousands of them. */
const isAscii = /^[\t\r -~]*$/u;
/** Of a space, punctuation or a digit in an address (RFC 3986 §2.1). */
const escaped = /%([23][0-9a-f])/giu;

export function createErasedNumbers(numbers: readonly string[], country: DialCountry | null): ErasedNumbers {
  const keys = [...new Set(numbers.flatMap((number) => toSpellings(number, country)))].filter((key) => key !== "");
  if (keys.length === 0) return noErasedNumbers;
  const digits = keys.filter((key) => digitsOnly.test(key));
  const long = Map.groupBy(
    digits.filter((key) => key.length >= shortestWithTwoSpellings),
    (key) => key.slice(0, shortestWithTwoSpellings),
  );
  const short = new Set(digits.filter((key) => key.length < shortestWithTwoSpellings));
  const names = toNames(keys.filter((key) => !digitsOnly.test(key)));

  function holdsLong(found: string): boolean {
    for (let at = 0; at + shortestWithTwoSpellings <= found.length; at += 1) {
      const begun = long.get(found.slice(at, at + shortestWithTwoSpellings));
      if (begun?.some((key) => found.startsWith(key, at)) === true) return true;
    }
    return false;
  }

  function isOne(found: string): boolean {
    return holdsLong(found) || (found.length >= shortestApart && short.has(found));
  }

  return {
    isEmpty: false,
    isIn(text) {
      const folded = fold(text.replace(escaped, toCharacter)).replace(trunkPrefix, "$1");
      if (names?.test(folded) === true) return true;
      if (short.size > 0 && folded.match(word)?.some((one) => short.has(one)) === true) return true;
      return folded.match(run)?.some((one) => isOne(one.replace(/[^0-9*#]/gu, ""))) === true;
    },
  };
}

function fold(text: string): string {
  return isAscii.test(text) ? text.toLowerCase() : foldText(text);
}

function toCharacter(_: string, code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}

/** Accounts that are called by a name, as words of their own. */
function toNames(keys: readonly string[]): RegExp | null {
  if (keys.length === 0) return null;
  const each = keys.map((key) => key.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`));
  return new RegExp(`(?<![0-9a-z])(?:${each.join("|")})(?![0-9a-z])`, "u");
}
