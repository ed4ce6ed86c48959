/** How names and numbers are made alike before they are compared: what is kept, and what a person types. */
import { foldText } from "../../shared/lib/fold-text.ts";
import type { DialCountry } from "../../shared/model/dial-country.ts";
import { cleanDialTarget } from "../../shared/model/dial-target.ts";
import { toOtherSpellings } from "../../shared/model/number-spellings.ts";

/** Stands before a number, so that a spelling that begins it is told from one in its middle. */
export const startOfNumber = "^";

/** Pieces that must all stand in the text of what is kept. */
export type Needles = readonly string[];

/** @returns what was typed as words that are to be found, each alone. */
export function toWords(typed: string): Needles {
  return foldText(typed)
    .split(/\s+/u)
    .filter((word) => word !== "");
}

/** @returns ways to find what was typed: what one of them fits is found. None where nothing was typed. */
export function toNeedles(typed: string, country: DialCountry | null): readonly Needles[] {
  const words = toWords(typed);
  if (words.length === 0) return [];
  const ways = [words, ...toNumbers(typed, country).map((number) => [number])];
  return [...new Map(ways.map((way) => [way.join(" "), way])).values()];
}

function toNumbers(typed: string, country: DialCountry | null): string[] {
  const target = cleanDialTarget(typed);
  if (!target.ok || !/^\+?[0-9*#]+$/u.test(target.value)) return [];
  const digits = target.value.replace(/^\+/u, "");
  const others = toOtherSpellings(digits, country).map((other) => startOfNumber + other);
  return [target.value.startsWith("+") ? startOfNumber + digits : digits, ...others];
}

/** Every letter and pair of letters of a text, as words of an index: what is too short for its trigrams. */
export function toGrams(text: string): string {
  const letters = Array.from(text, (letter) => (/\s/u.test(letter) ? null : toCode(letter)));
  const grams = letters.flatMap((letter, index) => {
    const next = letters[index + 1] ?? null;
    if (letter === null) return [];
    return next === null ? [letter] : [letter, `${letter}x${next}`];
  });
  return [...new Set(grams)].join(" ");
}

/** @param needle one or two letters. */
export function toGram(needle: string): string {
  return Array.from(needle, toCode).join("x");
}

function toCode(letter: string): string {
  return (letter.codePointAt(0) ?? 0).toString(16);
}
