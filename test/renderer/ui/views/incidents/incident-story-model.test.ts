/** The story of an outage: moment by moment, in whole sentences of the language that is spoken. */
import { expect, test } from "vitest";
import { createTranslator } from "../../../../../renderer/ui/i18n/translator.ts";
import { languages } from "../../../../../shared/i18n/catalogues.ts";
import { toStory } from "../../../../../renderer/ui/views/incidents/incident-story-model.ts";
import { addToIncident, mostEntries } from "../../../../../shared/model/fold-incident.ts";
import { type IncidentEntry, IncidentWhat } from "../../../../../shared/model/incident.ts";
import { anEmptyIncident, anIncident, anIncidentCall, anIncidentEntry } from "../../../../builders/an-incident.ts";

const english = createTranslator("en");
const tell = (entries: readonly IncidentEntry[], translator = english) =>
  toStory(addToIncident(anEmptyIncident(), entries, [anIncidentCall("call-1")]), [], translator);

test("what happened at one moment stands under one time, with its distance from the first sign", () => {
  const { atOpened } = anIncident();
  const story = toStory(anIncident(), [], english);
  expect(story.map(({ ms, at, lines }) => [ms, at - atOpened, lines.length]).slice(0, 4)).toEqual([
    [0, 0, 5],
    [2, 2, 1],
    [20, 20, 1],
    [1_480, 1_480, 3],
  ]);
  expect(story[0]?.lines[0]).toEqual({
    step: "seen",
    icon: "seen",
    text: "Main is lost.",
    more: ["The connection to it was closed.", "Code 1006."],
  });
});

test("what repeated says how often and until when", () => {
  const again = anIncidentEntry(0, "connect", { serverId: "main", times: 6, lastMs: 23_806 });
  expect(tell([again])[0]?.lines[0]?.more).toEqual(["6 times, the last at +23,806 ms."]);
});

test("what the operator was told is quoted in the language of whoever reads it", () => {
  const params = { trouble: "Main", next: "Backup" };
  const said = anIncidentEntry(0, "sentence", { sentence: { key: "reachability.lost", params } });
  const textOf = (translator = english) => tell([said], translator)[0]?.lines[0]?.text;
  expect(textOf()).toBe("“Main is not answering. Calls go through Backup. Nothing to do.”");
  expect(textOf(createTranslator("ru"))).toMatch(/^«Main не отвечает/u);
});

test("a sentence of another version of Tandem is told by its key", () => {
  const said = anIncidentEntry(0, "sentence", { sentence: { key: "reachability.future", params: {} } });
  expect(tell([said])[0]?.lines[0]?.text).toBe("“reachability.future”");
});

test("nowhere to go is no server without a name", () => {
  expect(tell([anIncidentEntry(0, "failover")])[0]?.lines[0]?.text).toBe("New calls can go nowhere.");
});

test("what was left out is said where it stood", () => {
  const many = Array.from({ length: mostEntries + 3 }, (_none, ms) =>
    anIncidentEntry(ms, "ready", { serverId: "main" }),
  );
  const gaps = tell(many).flatMap(({ gap }, index) => (gap === null ? [] : [[index, gap]]));
  expect(gaps).toEqual([[40, "3 lines were left out here."]]);
});

test.each(languages)("everything that can happen has whole words in %s", (language) => {
  const translator = createTranslator(language);
  for (const what of IncidentWhat.options) {
    const sentence = what === "sentence" ? { key: "reachability.none", params: {} } : null;
    const entry = anIncidentEntry(0, what, { serverId: "main", callId: "call-1", sentence });
    const text = tell([entry], translator)[0]?.lines[0]?.text ?? "";
    expect({ what, isWhole: /\S{3}/u.test(text) && !/\{\{|what\./u.test(text) }).toEqual({ what, isWhole: true });
  }
});
