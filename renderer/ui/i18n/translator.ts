/** Whole sentences by key: i18next behind one small function, so that views know keys and nothing of the library. */
import { createInstance } from "i18next";
import { catalogues, type Language, type MessageKey } from "../../../shared/i18n/catalogues.ts";

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
    resources: { en: { translation: catalogues.en }, [language]: { translation: catalogues[language] } },
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
