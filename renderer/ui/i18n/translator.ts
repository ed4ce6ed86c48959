/** Whole sentences by key: i18next behind one small function, so that views know keys and nothing of the library. */
import { createInstance } from "i18next";
import { catalogues, type Language, type MessageKey } from "../../../shared/i18n/catalogues.ts";

export type MessageParams = Readonly<Record<string, string | number>>;

export type Translator = {
  readonly language: Language;
  /** Whose numbers and dates stand in the sentences. */
  readonly locale: string;
  /** A number among the values is written as the locale writes it, and chooses the plural where it is `count`. */
  readonly say: (key: MessageKey, params?: MessageParams) => string;
};

export function createTranslator(language: Language, locale: string = language): Translator {
  const numbers = new Intl.NumberFormat(locale);
  const catalogue = createInstance().use({
    type: "formatter",
    init: () => undefined,
    add: () => undefined,
    addCached: () => undefined,
    format: (value: unknown) => (typeof value === "number" ? numbers.format(value) : value),
  });
  void catalogue.init({
    lng: language,
    fallbackLng: "en",
    resources: { en: { translation: catalogues.en }, [language]: { translation: catalogues[language] } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false, alwaysFormat: true },
  });
  return {
    language,
    locale,
    say: (key, params) => catalogue.t(key, { ...params }),
  };
}
