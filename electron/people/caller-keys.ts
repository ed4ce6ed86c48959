/** Under which keys a caller's number may be kept: as it came, as the country and the world spell it, without the digit for a line outside. */
import type { PeopleRules } from "../../shared/contract/people-wire.ts";
import { toNumberKey, toSpellings } from "../../shared/model/number-spellings.ts";

export type SpellingRules = Pick<PeopleRules, "country" | "outsidePrefix">;

/** What is left without the prefix must be more than an extension. */
const shortestOutside = 7;

/** @returns the likeliest first. */
export function toCallerKeys(number: string, rules: SpellingRules): readonly string[] {
  const outside = toOutsideNumber(number, rules);
  const others = outside === null ? [] : toSpellings(outside, rules.country);
  return [...new Set([...toSpellings(number, rules.country), ...others])].filter((one) => one !== "");
}

/** @returns every key under which a call with this number may be kept; the other way round of `toCallerKeys`. */
export function toKeysOfCalls(number: string, { country, outsidePrefix }: SpellingRules): readonly string[] {
  const spellings = toSpellings(number, country);
  const outside = outsidePrefix === "" ? [] : spellings.filter((key) => key.length >= shortestOutside);
  return [...spellings, ...outside.map((key) => outsidePrefix + key)];
}

/** @returns the number without what is dialled before it; null where nothing of the kind stands there. */
export function toOutsideNumber(number: string, { outsidePrefix }: SpellingRules): string | null {
  const key = toNumberKey(number);
  const isOutside =
    outsidePrefix !== "" && key.startsWith(outsidePrefix) && key.length >= outsidePrefix.length + shortestOutside;
  return isOutside ? key.slice(outsidePrefix.length) : null;
}
