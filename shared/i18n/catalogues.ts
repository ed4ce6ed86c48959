/** Every sentence a person reads, by language and key: the window, the tray and main's questions speak from here. */
import en from "./en.json" with { type: "json" };
import ru from "./ru.json" with { type: "json" };

export const languages = ["en", "ru"] as const;
export type Language = (typeof languages)[number];

type WithoutPlural<Key> = Key extends `${infer Stem}_${"zero" | "one" | "two" | "few" | "many" | "other"}` ? Stem : Key;

/** The keys one may ask for: those of the English catalogue, without the endings of plural forms. */
export type MessageKey = WithoutPlural<keyof typeof en>;

export const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, ru };

/** @returns the first wanted language that is spoken here, else English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const spoken = languages.find((language) => tag.toLowerCase().split("-")[0] === language);
    if (spoken !== undefined) return spoken;
  }
  return "en";
}
