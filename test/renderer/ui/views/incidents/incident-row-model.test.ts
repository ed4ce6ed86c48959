/** One outage in one sentence: what it was, where the calls went, for how long, and what it cost. */
import { expect, test } from "vitest";
import { toIncidentRow } from "../../../../../renderer/ui/views/incidents/incident-row-model.ts";
import { addToIncident } from "../../../../../shared/model/fold-incident.ts";
import type { Incident, IncidentEntry } from "../../../../../shared/model/incident.ts";
import { anEmptyIncident, anIncident, anIncidentEntry } from "../../../../builders/an-incident.ts";
import { aServer } from "../../../../builders/a-server.ts";

const main = { serverId: "main" };
const healed = { ms: 9_000, why: "healed" } as const;
const away = anIncidentEntry(1_000, "failover", { serverId: "backup" });
const of = (entries: readonly IncidentEntry[], overrides: Partial<Incident> = {}) =>
  toIncidentRow({ ...addToIncident(anEmptyIncident(), entries), ...overrides }, [aServer()], "en");

test("a whole outage says how long calls went elsewhere, and what became of those in hand", () => {
  expect(toIncidentRow(anIncident(), [], "en")).toMatchObject({
    state: "healed",
    icon: "healed",
    stateLabel: "incidents.healed",
    headline: { key: "incident.lost", params: { server: "Main", next: "Backup", length: "54 sec" } },
    details: [
      { key: "incident.stranded", params: { count: 1 } },
      { key: "incident.rescued", params: { count: 1 } },
    ],
  });
});

test.each([
  ["lost", [anIncidentEntry(0, "doubtful", main), away, anIncidentEntry(2_000, "lost", main)]],
  ["slow", [anIncidentEntry(0, "doubtful", { ...main, reason: "notAnswering" }), away]],
  ["asleep", [anIncidentEntry(0, "doubtful", { ...main, reason: "asleep" }), away]],
  ["overloaded", [anIncidentEntry(0, "overloaded", main), away]],
  ["refused", [anIncidentEntry(0, "lost", main), anIncidentEntry(9, "refused", main), away]],
  ["alone", [anIncidentEntry(0, "lost", main), anIncidentEntry(0, "failover")]],
  ["call", [anIncidentEntry(0, "lost", main), anIncidentEntry(0, "signallingLost", { ...main, callId: "c" })]],
  ["dial", [anIncidentEntry(5, "carriedOver", { serverId: "backup", callId: "c" })]],
] as const)("the gravest thing names it: %s, while it goes on and when it is over", (kind, entries) => {
  expect([of(entries).headline.key, of(entries, { end: healed }).headline.key]).toEqual([
    `incident.${kind}.open`,
    `incident.${kind}`,
  ]);
});

test("the phone's own outage is told as that", () => {
  const row = of([anIncidentEntry(0, "engineLost")], { serverId: null, end: healed });
  expect(row.headline).toMatchObject({ key: "incident.engine", params: { length: "9 sec" } });
});

test.each(["engineLost", "stopped"] as const)("one that ended unseen (%s) says so, and by another mark", (why) => {
  const row = of([away], { end: { ms: 9_000, why } });
  expect([row.state, row.icon, row.details]).toEqual(["unwatched", "unknown", [{ key: `incident.end.${why}` }]]);
});

test("a server is called what it was called then", () => {
  const row = toIncidentRow(anIncident(), [aServer({ name: "New name" })], "en");
  expect(row.headline.params).toMatchObject({ server: "Main" });
});
