/** Outages are kept as long as the rules let them, and name nobody whose number is erased. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, utimesSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { UiMessage } from "../../../shared/contract/wire.ts";
import { createErasedNumbers } from "../../../shared/model/erased-numbers.ts";
import type { Incident } from "../../../shared/model/incident.ts";
import { IncidentId } from "../../../shared/model/incident.ts";
import { policySections } from "../../../shared/model/policy-sections.ts";
import { createKeepingBook } from "../../../electron/files/keeping.ts";
import { createIncidentsOutlet } from "../../../electron/incidents/incidents-outlet.ts";
import { openIncidents } from "../../../electron/incidents/open-incidents.ts";
import type { Keeping } from "../../../shared/model/keeping.ts";
import { anEmptyIncident, anIncidentCall } from "../../builders/an-incident.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeLog } from "../fake-log.ts";
import { atFakeStart, createFakeMainClock } from "../fake-main-clock.ts";
import { useOwnFolder } from "../own-folder.ts";

const own = useOwnFolder("incidents-retention");
const dayMs = 86_400_000;
const path = () => own.inside("incidents.json");
const japan = { code: "81", trunkPrefix: "0" };

const rules = (keepDays: number, eraseNumbers: readonly string[] = []) => ({
  incidents: policySections.incidents.parse({ keepDays }),
  history: policySections.history.parse({ eraseNumbers }),
  dialing: policySections.dialing.parse({ country: japan }),
});

/** An outage that ended so many days before the fake clock's start. */
const ended = (ageDays: number, overrides: Partial<Incident> = {}): Incident =>
  anEmptyIncident({
    id: IncidentId.parse(`main-${ageDays}`),
    atOpened: atFakeStart - ageDays * dayMs - 60_000,
    end: { ms: 60_000, why: "healed" },
    ...overrides,
  });

const put = (...incidents: readonly Incident[]) => writeFileSync(path(), JSON.stringify({ version: 1, incidents }));
const kept = (): readonly Incident[] => JSON.parse(readFileSync(path(), "utf8")).incidents;
const nobody = { number: null, name: null };

function open() {
  const log = createFakeLog();
  const clock = createFakeMainClock();
  const shown: UiMessage[] = [];
  const keeping = createKeepingBook();
  const told: Keeping[] = [];
  keeping.follow((now) => void told.push(now));
  const outlet = createIncidentsOutlet({
    ...openIncidents(own.path(), log, keeping),
    clock,
    publish: () => undefined,
    show: (message) => void shown.push(message),
  });
  own.stopAfterwards(outlet.stop);
  return { log, clock, shown, told, outlet };
}

describe("the rules of outages", () => {
  test("erase as they come what ended too long ago, and tell the windows; what goes on stays", async () => {
    const call = anIncidentCall("call-1");
    const goesOn = ended(40, { end: null });
    put(ended(1, { calls: [call] }), ended(31), ended(30));
    const { outlet, shown } = open();
    outlet.receive(
      { type: "incident.changed", at: 1, seq: 1, change: { kind: "opened", incident: goesOn } },
      aSnapshot(),
    );
    outlet.configure(rules(30));
    await outlet.stop();
    expect(shown).toEqual([{ type: "incidents", incidents: [goesOn, ended(1, { calls: [call] }), ended(30)] }]);
    expect(kept().map(({ id }) => id)).toEqual([goesOn.id, ended(1).id, ended(30).id]);
  });

  test("erase nothing as long as there is no document", async () => {
    put(ended(4_000));
    const { outlet, clock } = open();
    outlet.configure(null);
    clock.advance(2 * dayMs);
    await outlet.stop();
    expect([kept(), outlet.list()]).toEqual([[ended(4_000)], [ended(4_000)]]);
  });

  test("erase within the hour what has become too old, and at once when they change", async () => {
    put(ended(0), ended(10), ended(20));
    const { outlet, clock } = open();
    outlet.configure(rules(20));
    expect(outlet.list().length).toBe(3);
    clock.advance(3_600_000);
    expect(outlet.list()).toEqual([ended(0), ended(10)]);
    outlet.configure(rules(5));
    expect(outlet.list()).toEqual([ended(0)]);
    await expect.poll(kept, { timeout: 20_000 }).toEqual([ended(0)]);
  });

  test("take number and name out of every outage, and of what is told of one later; the rest stays as it went", async () => {
    const other = anIncidentCall("call-2", { remote: { number: "0399999999", name: "Sato" } });
    put(ended(2, { calls: [anIncidentCall("call-1"), other] }));
    const { outlet } = open();
    outlet.configure(rules(30));
    expect(outlet.list()[0]?.calls).toEqual([anIncidentCall("call-1"), other]);
    outlet.configure(rules(30, ["+81312345678"]));
    const calls = [anIncidentCall("call-3", { remote: { number: "81312345678", name: null } })];
    const change = { kind: "opened", incident: ended(0, { end: null, calls }) } as const;
    outlet.receive({ type: "incident.changed", at: 1, seq: 1, change }, aSnapshot());
    await outlet.stop();
    expect(kept().map(({ calls: all }) => all)).toEqual([
      [anIncidentCall("call-3", { remote: nobody })],
      [anIncidentCall("call-1", { remote: nobody }), other],
    ]);
  });

  test("hold for what was put aside and for what a crash left too", async () => {
    writeFileSync(`${path()}.bad`, "{ 0312345678");
    writeFileSync(`${path()}.bad2`, "{ old");
    utimesSync(`${path()}.bad2`, new Date(atFakeStart - 31 * dayMs), new Date(atFakeStart - 31 * dayMs));
    writeFileSync(`${path()}.bad3`, "{ 0399999999");
    writeFileSync(`${path()}.new`, '{"number":"+81 3 1234 5678"');
    for (const file of ["bad", "bad3", "new"]) {
      utimesSync(`${path()}.${file}`, new Date(atFakeStart), new Date(atFakeStart));
    }
    const { outlet } = open();
    outlet.configure(rules(30, ["0312345678"]));
    await expect.poll(() => readdirSync(own.path()), { timeout: 20_000 }).toEqual(["incidents.json.bad3"]);
  });
});

test("an outage that cannot be erased is told, and tried again within the hour", async () => {
  put(ended(1), ended(40));
  const before = readFileSync(path(), "utf8");
  mkdirSync(`${path()}.new`);
  const { outlet, clock, told, log } = open();
  outlet.configure(rules(30));
  await expect.poll(() => told.map(({ trouble }) => trouble), { timeout: 20_000 }).toEqual(["failed"]);
  expect(readFileSync(path(), "utf8")).toBe(before);
  expect(log.lines[0]).toMatch(/^error .*incidents\.json could not be written/u);
  await outlet.forgetNumber("110");
  rmdirSync(`${path()}.new`);
  clock.advance(3_600_000);
  await outlet.stop();
  expect([kept(), existsSync(`${path()}.new`)]).toEqual([[ended(1)], false]);
});

test("after a number is erased no file of outages holds it, in any spelling, and nobody else is gone", async () => {
  const spelled = fc.constantFrom(
    "0312345678",
    "+81312345678",
    "03-1234-5678",
    "(03) 1234 5678",
    "８１３１２３４５６７８",
  );
  const other = fc.constantFrom("0312345679", "110", "anna", null);
  const remote = fc.record({ number: fc.oneof(spelled, other), name: fc.oneof(spelled, other) });
  const erased = createErasedNumbers(["0312345678"], japan);
  const isHers = (one: { readonly number: string | null; readonly name: string | null }) =>
    erased.isIn(`${one.number ?? ""} | ${one.name ?? ""}`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(remote, { maxLength: 4 }), { maxLength: 4 }), async (outages) => {
      put(
        ...outages.map((remotes, age) =>
          ended(age, { calls: remotes.map((one, at) => anIncidentCall(`call-${at}`, { remote: one })) }),
        ),
      );
      const { outlet } = open();
      outlet.configure(rules(30));
      await outlet.forgetNumber("+81 3 1234 5678");
      expect(kept().map(({ calls }) => calls.map((call) => call.remote))).toEqual(
        outages.map((remotes) => remotes.map((one) => (isHers(one) ? nobody : one))),
      );
      expect(readFileSync(path(), "utf8")).not.toMatch(/312345678|1234[- ]5678|８１３/u);
    }),
    { numRuns: 20 },
  );
});
