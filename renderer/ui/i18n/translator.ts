/** Whole sentences by key: i18next behind one small function, so that views know keys and nothing of the library. */
import { createInstance } from "i18next";
import en from "./en.json" with { type: "json" };
import type { MessageKey } from "./message-key.ts";
import ru from "./ru.json" with { type: "json" };

export const languages = ["en", "ru"] as const;
export type Language = (typeof languages)[number];

export type MessageParams = Readonly<Record<string, string | number>>;

export type Translator = {
  readonly language: Language;
  readonly say: (key: MessageKey, params?: MessageParams) => string;
};

export function createTranslator(language: Language): Translator {
  const catalogue = createInstance();
  void catalogue.init({
    lng: language,
    fallbackLng: "en",
    resources: { en: { translation: en }, ru: { translation: ru } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return {
    language,
    say: (key, params) => catalogue.t(key, { ...params }),
  };
}

/** @returns the first wanted language that is spoken here, else English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const spoken = languages.find((language) => tag.toLowerCase().split("-")[0] === language);
    if (spoken !== undefined) return spoken;
  }
  return "en";
}
