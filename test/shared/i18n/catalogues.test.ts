/** Both languages say everything, with the same values in it, in the plural forms the language has. */
import { expect, test } from "vitest";
import { createTranslator } from "../../../renderer/ui/i18n/translator.ts";
import { catalogues, chooseLanguage } from "../../../shared/i18n/catalogues.ts";
import { createSay } from "../../../shared/i18n/create-say.ts";
import { CommandFailureKind } from "../../../shared/model/failure.ts";
import { reachabilityKeys } from "../../../shared/model/reachability-sentence.ts";

const { en, ru } = catalogues;
const pluralForm = /_(zero|one|two|few|many|other)$/u;
const stemsOf = (texts: Readonly<Record<string, string>>) =>
  [...new Set(Object.keys(texts).map((key) => key.replace(pluralForm, "")))].sort();
const valuesIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name = ""]) => name).sort();

test("English and Russian have the same keys", () => {
  expect(stemsOf(ru)).toEqual(stemsOf(en));
});

test("every sentence has the same values in both languages", () => {
  for (const [key, text] of Object.entries(ru)) {
    const original = en[key] ?? en[key.replace(pluralForm, "_other")] ?? "";
    expect({ key, values: valuesIn(text) }).toEqual({ key, values: valuesIn(original) });
  }
});

test("every plural has all the forms its language needs", () => {
  for (const [language, texts] of Object.entries(catalogues)) {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const stems = new Set(
      Object.keys(texts)
        .filter((key) => pluralForm.test(key))
        .map((key) => key.replace(pluralForm, "")),
    );
    expect(stems.size).toBeGreaterThan(0);
    for (const stem of stems) {
      expect(forms.filter((form) => texts[`${stem}_${form}`] === undefined)).toEqual([]);
    }
  }
});

test("the phone's sentences and refusals all have their words", () => {
  const wanted = [...reachabilityKeys, ...CommandFailureKind.options.map((kind) => `failure.${kind}`)];
  for (const texts of Object.values(catalogues)) {
    expect(wanted.filter((key) => texts[key] === undefined)).toEqual([]);
  }
});

test("values stand in sentences as they are, and numbers choose their plural", () => {
  expect(createTranslator("en").say("call.via", { server: "<Main> & co" })).toBe("via <Main> & co");
  const russian = createTranslator("ru");
  expect([1, 3, 5].map((count) => russian.say("incoming.count", { count }))).toEqual([
    "1 входящий звонок",
    "3 входящих звонка",
    "5 входящих звонков",
  ]);
});

test("the first wanted language that is spoken is chosen, else English", () => {
  expect([chooseLanguage(["ja", "ru-RU", "en"]), chooseLanguage(["ja"]), chooseLanguage([])]).toEqual([
    "ru",
    "en",
    "en",
  ]);
});

test("the tray and main's questions say the same sentences, and leave no value unsaid", () => {
  expect(createSay("en")("reachability.ready", { next: "Main" })).toBe("Ready. Calls go through Main.");
  expect(createSay("ru")("tray.answer")).toBe("Ответить: ");
});
