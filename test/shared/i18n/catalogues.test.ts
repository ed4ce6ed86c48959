/** Every language says everything, with the same values in it, in the plural forms the language has. */
import { describe, expect, test } from "vitest";
import { createTranslator } from "../../../renderer/ui/i18n/translator.ts";
import { catalogues, languages } from "../../../shared/i18n/catalogues.ts";
import { createSay } from "../../../shared/i18n/create-say.ts";
import { CommandFailureKind } from "../../../shared/model/failure.ts";
import { reachabilityKeys } from "../../../shared/model/reachability-sentence.ts";

const { en } = catalogues;
const pluralForm = /_(zero|one|two|few|many|other)$/u;
const stemOf = (key: string) => key.replace(pluralForm, "");
const stemsOf = (texts: Readonly<Record<string, string>>) => [...new Set(Object.keys(texts).map(stemOf))];
const valuesIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name = ""]) => name).sort();
const originalOf = (key: string) => en[key] ?? en[`${stemOf(key)}_other`] ?? "";

describe.each(languages)("the catalogue of %s", (language) => {
  const texts = catalogues[language];

  test("says everything, and nothing that is not asked for", () => {
    const [wanted, said] = [stemsOf(en), stemsOf(texts)];
    const missing = wanted.filter((stem) => !said.includes(stem));
    const leftOver = said.filter((stem) => !wanted.includes(stem));
    expect({ missing, leftOver }).toEqual({ missing: [], leftOver: [] });
  });

  test("has the same values in every sentence as the English one", () => {
    for (const [key, text] of Object.entries(texts)) {
      expect({ key, values: [...new Set(valuesIn(text))] }).toEqual({ key, values: valuesIn(originalOf(key)) });
    }
  });

  test("has of every plural the forms that the language needs, and no other", () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const plurals = new Set(
      Object.keys(en)
        .filter((key) => pluralForm.test(key))
        .map(stemOf),
    );
    expect(plurals.size).toBeGreaterThan(0);
    for (const stem of plurals) {
      const has = Object.keys(texts).filter((key) => stemOf(key) === stem);
      expect(has.sort()).toEqual(forms.map((form) => `${stem}_${form}`));
    }
  });

  test("has words in every sentence, and no space too many", () => {
    const untidy = Object.entries(texts).filter(
      ([, text]) => text === "" || text !== text.trim() || / {2}/u.test(text),
    );
    expect(untidy).toEqual([]);
  });

  test("puts the phone's sentences and refusals into words", () => {
    const wanted = [...reachabilityKeys, ...CommandFailureKind.options.map((kind) => `failure.${kind}`)];
    expect(wanted.filter((key) => texts[key] === undefined)).toEqual([]);
  });

  test("ends a sentence where the English one does", () => {
    const ends = (text: string) => /[.。．…?？]["”»“」]?$/u.test(text);
    const differing = Object.entries(texts).filter(([key, text]) => ends(text) !== ends(originalOf(key)));
    const allowed = language === "ja" ? ["call.active", "call.held"] : [];
    expect(differing.map(([key]) => key)).toEqual(allowed);
  });
});

test("values stand in sentences as they are, and numbers choose their plural", () => {
  expect(createTranslator("en").say("call.via", { server: "<Main> & co" })).toBe("via <Main> & co");
  const count = (language: (typeof languages)[number], counts: readonly number[]) =>
    counts.map((each) => createTranslator(language).say("incoming.count", { count: each }));
  expect(count("ru", [1, 3, 5])).toEqual(["1 входящий звонок", "3 входящих звонка", "5 входящих звонков"]);
  expect(count("de", [1, 2])).toEqual(["1 eingehender Anruf", "2 eingehende Anrufe"]);
  expect(count("es", [1, 2])).toEqual(["1 llamada entrante", "2 llamadas entrantes"]);
  expect(count("ja", [1, 2])).toEqual(["着信 1 件", "着信 2 件"]);
});

test("a number is written as the person's own country writes it", () => {
  const offset = (...speech: Parameters<typeof createTranslator>) =>
    createTranslator(...speech).say("incident.offset", { ms: 41_500 });
  expect([offset("en"), offset("de"), offset("es", "es-MX"), offset("ja")]).toEqual([
    "+41,500 ms",
    "+41.500 ms",
    "+41,500 ms",
    "+41,500 ms",
  ]);
});

test("the tray and main's questions say the same sentences, and leave no value unsaid", () => {
  expect(createSay("en")("reachability.ready", { next: "Main" })).toBe("Ready. Calls go through Main.");
  expect(createSay("ru")("action.answer")).toBe("Ответить: ");
});
