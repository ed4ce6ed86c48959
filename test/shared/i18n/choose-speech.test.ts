/** The language that is chosen, or else the system's, with the numbers and dates of the person's own country. */
import { expect, test } from "vitest";
import { chooseSpeech } from "../../../shared/i18n/choose-speech.ts";

test.each([
  ["system", ["ja"], { language: "ja", locale: "ja" }],
  ["system", ["ja-JP"], { language: "ja", locale: "ja-JP" }],
  ["system", ["de-AT", "en"], { language: "de", locale: "de-AT" }],
  ["system", ["es-419"], { language: "es", locale: "es-419" }],
  ["system", ["es-MX"], { language: "es", locale: "es-MX" }],
  ["system", ["ru-RU"], { language: "ru", locale: "ru-RU" }],
  ["system", ["DE-ch"], { language: "de", locale: "DE-ch" }],
] as const)("%s, with the system set to %j", (chosen, preferred, speech) => {
  expect(chooseSpeech(chosen, preferred)).toEqual(speech);
});

test("the first preferred language that is spoken here is taken, else English", () => {
  expect(chooseSpeech("system", ["fr-FR", "de-DE", "en"])).toEqual({ language: "de", locale: "de-DE" });
  expect(chooseSpeech("system", ["fr-FR", "zh-Hans-CN"])).toEqual({ language: "en", locale: "en-u-hc-h23" });
  expect(chooseSpeech("system", [])).toEqual({ language: "en", locale: "en" });
});

test("what the operator chose stands above the system, with the country's own form where the system has one", () => {
  expect(chooseSpeech("ja", ["de-DE"])).toEqual({ language: "ja", locale: "ja-u-hc-h23" });
  expect(chooseSpeech("en", ["de-DE", "en-GB"])).toEqual({ language: "en", locale: "en-GB" });
});

test("the system's hours stay where it has no form of the language: English in Berlin has no PM, English in Delhi has", () => {
  expect(chooseSpeech("en", ["de-DE"])).toEqual({ language: "en", locale: "en-u-hc-h23" });
  expect(chooseSpeech("en", ["hi-IN"])).toEqual({ language: "en", locale: "en" });
});

test("a chosen language that is spoken here no longer leaves it to the system", () => {
  expect(chooseSpeech("fr", ["es-ES"])).toEqual({ language: "es", locale: "es-ES" });
});

test("a tag that cannot be used for dates gives way to the language", () => {
  expect(chooseSpeech("system", ["de-"])).toEqual({ language: "de", locale: "de" });
});
