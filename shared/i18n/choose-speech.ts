/** Which language is spoken to this person, and whose numbers and dates stand in it. */
import { type Language, languages } from "./catalogues.ts";

export type Speech = {
  readonly language: Language;
  /** The person's own form of the language (de-CH, es-MX), for numbers, dates and lists; else the language alone. */
  readonly locale: string;
};

/**
 * @param chosen a language's code from the settings; `system`, or one that is not spoken here, leaves it to `preferred`.
 * @param preferred language tags (BCP 47) of the computer's user, best first.
 */
export function chooseSpeech(chosen: string, preferred: readonly string[]): Speech {
  const language = [chosen, ...preferred].map(toSpoken).find((spoken) => spoken !== null) ?? "en";
  const own = preferred.find((tag) => toSpoken(tag) === language && isLocale(tag));
  return { language, locale: own ?? `${language}${hoursOf(preferred)}` };
}

/** Whoever chose a language that the system does not have keeps the system's hours: English in Berlin has no PM. */
function hoursOf(preferred: readonly string[]): string {
  const first = preferred.find(isLocale);
  if (first === undefined) return "";
  const { hourCycle } = new Intl.DateTimeFormat(first, { hour: "numeric" }).resolvedOptions();
  return hourCycle === "h23" ? "-u-hc-h23" : "";
}

function toSpoken(tag: string): Language | null {
  const code = tag.toLowerCase().split("-")[0];
  return languages.find((language) => language === code) ?? null;
}

/** A system may name a language in a way that Intl does not take. Asking which forms it has reads all of them first. */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
