/** How numbers are made alike before they are compared, and the two spellings that one number has in its country. */
import { foldText } from "../lib/fold-text.ts";
import type { DialCountry } from "./dial-country.ts";
import { cleanDialTarget } from "./dial-target.ts";

/** A number without what people put between its digits, and without its plus. */
export function toNumberKey(number: string): string {
  const target = cleanDialTarget(number);
  return foldText(target.ok ? target.value : number).replace(/^\+/u, "");
}

/** Shorter ones are extensions and service numbers, which have one spelling. */
export const shortestWithTwoSpellings = 7;

/** @returns every key this number may be kept under. */
export function toSpellings(number: string, country: DialCountry | null): readonly string[] {
  const key = toNumberKey(number);
  return key.length < shortestWithTwoSpellings ? [key] : [key, ...toOtherSpellings(key, country)];
}

/** @param digits without a plus. */
export function toOtherSpellings(digits: string, country: DialCountry | null): string[] {
  if (country === null) return [];
  const { code, trunkPrefix } = country;
  return [
    ...(digits.startsWith(code) ? [trunkPrefix + digits.slice(code.length)] : []),
    ...(digits.startsWith(trunkPrefix) ? [code + digits.slice(trunkPrefix.length)] : []),
  ];
}
