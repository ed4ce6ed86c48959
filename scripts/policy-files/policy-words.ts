/** The words of the Windows templates: English from the schema, the other languages from one file each. */
import { listSettings } from "./listed-settings.ts";
import { policySettingSections } from "../../shared/model/policy-settings.ts";
import { describeSchema } from "./listed-settings.ts";
import de from "./words/de.json" with { type: "json" };
import en from "./words/en.json" with { type: "json" };
import es from "./words/es.json" with { type: "json" };
import ja from "./words/ja.json" with { type: "json" };
import ru from "./words/ru.json" with { type: "json" };

/** As Windows names their folders. */
export const templateLanguages = { "en-US": en, "de-DE": de, "es-ES": es, "ja-JP": ja, "ru-RU": ru } as const;
export type TemplateLanguage = keyof typeof templateLanguages;

export type PolicyWords = {
  /** @param values take the place of `{{name}}`. */
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
};

/** Sections that are set key by key; each is a folder of settings. */
export function listFolders(): readonly string[] {
  return [...new Set(listSettings().flatMap(({ section, name }) => (name === null ? [] : [section])))];
}

function toEnglish(): ReadonlyMap<string, string> {
  const settings = listSettings().map(({ key, description }): [string, string] => [key, description]);
  const sections = new Map(Object.entries(policySettingSections));
  const folders = listFolders().map((section): [string, string] => {
    const schema = sections.get(section);
    return [section, schema === undefined ? section : describeSchema(schema)];
  });
  return new Map([...Object.entries(en), ...settings, ...folders]);
}

/** @throws where a key has no words in that language, or words stand there for a key that is not one. */
export function openWords(language: TemplateLanguage): PolicyWords {
  const english = toEnglish();
  const words = language === "en-US" ? english : new Map(Object.entries(templateLanguages[language]));
  const missing = [...english.keys()].filter((key) => !words.has(key));
  const left = [...words.keys()].filter((key) => !english.has(key));
  if (missing.length + left.length > 0) {
    throw new Error(`words of ${language}: missing ${missing.join() || "none"}; left over ${left.join() || "none"}`);
  }
  return {
    say(key, values = {}) {
      const text = words.get(key);
      if (text === undefined) throw new Error(`${language} has no words for ${key}`);
      return text.replaceAll(/\{\{(\w+)\}\}/gu, (whole, name: string) => values[name] ?? whole);
    },
  };
}
