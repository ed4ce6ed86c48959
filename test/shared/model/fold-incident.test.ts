/** The fold of incidents: what repeats is counted, what is too long is cut in its middle, and what is cut is said. */
import { describe, expect, test } from "vitest";
import {
  addToIncident,
  applyIncidentChange,
  firstEntriesKept,
  mostCalls,
  mostEntries,
  mostIncidents,
} from "../../../shared/model/fold-incident.ts";
import {
  Incident,
  type IncidentChange,
  IncidentId,
  IncidentWhat,
  stepOf,
  withoutCustomers,
} from "../../../shared/model/incident.ts";
import { anEmptyIncident, anIncident, anIncidentCall, anIncidentEntry } from "../../builders/an-incident.ts";

const main = { serverId: "main" };
const toPlain = ({ entries }: Incident) => entries.map(({ ms, what, times, lastMs }) => [ms, what, times, lastMs]);

describe("entries", () => {
  test("that repeat before the server is back are one, with how often and until when", () => {
    const tries = [0, 500, 2_500].flatMap((ms) => [
      anIncidentEntry(ms, "connect", main),
      anIncidentEntry(ms + 20, "lost", { ...main, reason: "connectFailed" }),
    ]);
    expect(toPlain(addToIncident(anEmptyIncident(), tries))).toEqual([
      [0, "connect", 3, 2_500],
      [20, "lost", 3, 2_520],
    ]);
  });

  test("that repeat after it was back are told anew", () => {
    const story = [
      anIncidentEntry(0, "connect", main),
      anIncidentEntry(30, "ready", main),
      anIncidentEntry(9_000, "connect", main),
      anIncidentEntry(9_030, "ready", main),
    ];
    expect(toPlain(addToIncident(anEmptyIncident(), story)).map(([ms]) => ms)).toEqual([0, 30, 9_000, 9_030]);
  });

  test("of another code, call or reason are not the same, and no decision is", () => {
    const story = [
      anIncidentEntry(0, "registerAnswered", { ...main, code: 403 }),
      anIncidentEntry(1, "registerAnswered", { ...main, code: 503 }),
      anIncidentEntry(2, "lost", { ...main, reason: "contactsFull" }),
      anIncidentEntry(3, "lost", { ...main, reason: "overloaded" }),
      anIncidentEntry(4, "carriedOver", { serverId: "backup", callId: "call-1" }),
      anIncidentEntry(5, "carriedOver", { serverId: "backup", callId: "call-1" }),
    ];
    const folded = addToIncident(anEmptyIncident(), story);
    expect([folded.entries.length, folded.counts.carriedOver]).toEqual([6, 2]);
  });

  test("are cut behind the beginning when there are too many, and the cut is counted", () => {
    const flaps = Array.from({ length: mostEntries + 7 }, (_none, index) => anIncidentEntry(index, "ready", main));
    const { entries, entriesOmitted } = addToIncident(anEmptyIncident(), flaps);
    expect([entries.length, entriesOmitted]).toEqual([mostEntries, 7]);
    expect([entries[firstEntriesKept - 1]?.ms, entries[firstEntriesKept]?.ms, entries.at(-1)?.ms]).toEqual([
      firstEntriesKept - 1,
      firstEntriesKept + 7,
      mostEntries + 6,
    ]);
  });
});

test("a call concerned stands there once, and those beyond the limit are counted", () => {
  const calls = Array.from({ length: mostCalls + 2 }, (_none, index) => anIncidentCall(`call-${index}`));
  const folded = addToIncident(addToIncident(anEmptyIncident(), [], calls), [], calls.slice(0, 1));
  expect([folded.calls.length, folded.callsOmitted]).toEqual([mostCalls, 2]);
});

describe("changes", () => {
  test("open, add to and close an incident, the newest first", () => {
    const first = anEmptyIncident({ id: IncidentId.parse("main-1") });
    const second = anEmptyIncident({ id: IncidentId.parse("main-2") });
    const end = { ms: 80, why: "healed" } as const;
    const entry = anIncidentEntry(40, "failback", main);
    const changes = [
      { kind: "opened" as const, incident: first },
      { kind: "opened" as const, incident: second },
      { kind: "noted" as const, incidentId: first.id, entries: [entry], calls: [] },
      { kind: "closed" as const, incidentId: first.id, end },
      { kind: "closed" as const, incidentId: IncidentId.parse("unknown"), end },
    ] satisfies IncidentChange[];
    expect(changes.reduce<readonly Incident[]>(applyIncidentChange, [])).toEqual([
      second,
      { ...first, entries: [entry], end, counts: { ...first.counts, failbacks: 1 } },
    ]);
  });

  test("let the oldest go when there are too many", () => {
    const many = Array.from({ length: mostIncidents + 1 }, (_none, index) => ({
      kind: "opened" as const,
      incident: anEmptyIncident({ id: IncidentId.parse(`main-${index}`) }),
    }));
    const kept = many.reduce<readonly Incident[]>(applyIncidentChange, []);
    expect([kept.length, kept.at(-1)?.id]).toEqual([mostIncidents, "main-1"]);
  });
});

test("every word of an incident belongs to one step", () => {
  expect(IncidentWhat.options.map(stepOf)).not.toContain(undefined);
  expect(stepOf("rescue")).toBe("decided");
});

test("for those who may not know who called, the same story has no number and no name of a person in it", () => {
  const incident = anIncident();
  const bare = withoutCustomers(incident);
  expect(JSON.stringify(bare)).not.toMatch(/Tanaka|1234/u);
  expect(JSON.stringify(incident)).toMatch(/Tanaka.*1234|1234.*Tanaka/u);
  expect(Incident.parse(bare)).toEqual({ ...incident, calls: bare.calls });
  expect(bare.calls.map(({ callId }) => callId)).toEqual(incident.calls.map(({ callId }) => callId));
});
