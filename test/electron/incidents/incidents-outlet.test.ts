import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HostEvent, UnstampedEvent } from "../../../shared/contract/event.ts";
import type { IncidentChange } from "../../../shared/model/incident.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import { createKeepingBook } from "../../../electron/files/keeping.ts";
import { createIncidentsOutlet } from "../../../electron/incidents/incidents-outlet.ts";
import { openIncidents } from "../../../electron/incidents/open-incidents.ts";
import { anActiveCall, anEndedCall } from "../../builders/a-call.ts";
import { anEmptyIncident, anIncident, anIncidentEntry } from "../../builders/an-incident.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-incidents-"));
});
// A file that is still being written may come back into the folder while it goes.
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }));

const path = () => join(folder, "incidents.json");

/** What is published comes back as an Event, as the switchboard does it. */
function open() {
  const log = createFakeLog();
  const clock = createFakeMainClock();
  const waiting: HostEvent[] = [];
  const outlet = createIncidentsOutlet({
    ...openIncidents(folder, log, createKeepingBook()),
    clock,
    publish: (event) => void waiting.push(event),
    show: () => undefined,
  });
  const hear = (event: UnstampedEvent, snapshot: Snapshot = aSnapshot()) => {
    outlet.receive({ ...event, seq: 1 }, snapshot);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      outlet.receive({ ...next, seq: 1 }, snapshot);
    }
  };
  const change = (told: IncidentChange) => hear({ type: "incident.changed", at: clock.wallNow(), change: told });
  const engine = (state: "starting" | "running" | "lost", snapshot?: Snapshot) =>
    hear({ type: "engine.changed", at: clock.wallNow(), engine: { state } }, snapshot);
  const told = () =>
    outlet.list().map(({ id, end, entries }) => ({ id, end, entries: entries.map(({ ms, what }) => [ms, what]) }));
  return { log, clock, outlet, hear, change, engine, told };
}

const main = { serverId: "main" };
const opened = () => anEmptyIncident({ entries: [anIncidentEntry(40, "lost", main)] });

describe("the incidents", () => {
  test("are kept newest first, also over a start, and readable by their owner alone", async () => {
    const { outlet, change } = open();
    change({ kind: "opened", incident: anIncident() });
    change({ kind: "opened", incident: { ...opened(), id: anIncident({}).id.replace("main", "later") as never } });
    change({ kind: "closed", incidentId: outlet.list()[0]?.id as never, end: { ms: 90, why: "healed" } });
    await outlet.stop();
    const next = open().outlet;
    expect(next.list()).toEqual(outlet.list());
    expect(next.message()).toEqual({ type: "incidents", incidents: outlet.list() });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path()}.new`)).toBe(false);
  });

  test("are written a second after the first news, once for all that came meanwhile", async () => {
    const { outlet, clock, change } = open();
    change({ kind: "opened", incident: opened() });
    change({ kind: "noted", incidentId: opened().id, entries: [anIncidentEntry(60, "connect", main)], calls: [] });
    expect(existsSync(path())).toBe(false);
    clock.advance(1_000);
    await expect.poll(() => existsSync(path())).toBe(true);
    expect(JSON.parse(readFileSync(path(), "utf8"))).toEqual({ version: 1, incidents: outlet.list() });
    expect(clock.waiting()).toBe(0);
  });

  test("that are open when the engine dies end there, for nobody sees how they go on", () => {
    const { clock, change, engine, told } = open();
    change({ kind: "opened", incident: opened() });
    clock.advance(1_500);
    engine("lost");
    expect(told().at(-1)).toEqual({
      id: opened().id,
      end: { ms: 1_540, why: "engineLost" },
      entries: [
        [40, "lost"],
        [1_540, "engineLost"],
      ],
    });
  });

  test("hold the engine's own death as one: the calls it took, its return, and when a server was ready again", () => {
    const { clock, engine, hear, outlet, told } = open();
    engine("lost", aSnapshot({ calls: [anEndedCall(), anActiveCall({ id: "talking" })] }));
    clock.advance(1_000);
    engine("starting");
    clock.advance(800);
    engine("running");
    clock.advance(400);
    hear({ type: "reachability.changed", at: clock.wallNow(), reachability: "some" });
    hear({ type: "reachability.changed", at: clock.wallNow(), reachability: "all" });
    expect(told()).toEqual([
      {
        id: `engine-${clock.wallNow() - 2_200}`,
        end: { ms: 2_200, why: "healed" },
        entries: [
          [0, "engineLost"],
          [0, "callLost"],
          [0, "sentence"],
          [1_800, "engineBack"],
          [2_200, "ready"],
        ],
      },
    ]);
    expect(outlet.list()[0]?.calls.map(({ callId }) => callId)).toEqual(["talking"]);
    expect(outlet.list()[0]?.counts.lost).toBe(1);
  });

  test("hold a second death before the seat was back in the same one", () => {
    const { clock, engine, told } = open();
    engine("lost");
    clock.advance(1_000);
    engine("running");
    clock.advance(100);
    engine("lost");
    expect(told().map(({ end, entries }) => [end, entries.length])).toEqual([[null, 3]]);
  });

  test("that are open when Tandem is closed say so", async () => {
    const { outlet, clock, change } = open();
    change({ kind: "opened", incident: opened() });
    clock.advance(5_000);
    await outlet.stop();
    expect(open().told()).toEqual([{ id: opened().id, end: { ms: 5_040, why: "stopped" }, entries: [[40, "lost"]] }]);
  });

  test("that were open when Tandem died end where the last thing was seen", () => {
    writeFileSync(path(), JSON.stringify({ version: 1, incidents: [opened()] }));
    expect(open().told()).toEqual([
      {
        id: opened().id,
        end: { ms: 40, why: "stopped" },
        entries: [
          [40, "lost"],
          [40, "unwatched"],
        ],
      },
    ]);
  });

  test("begin anew where the file makes no sense, leave out what another version wrote, and say both", () => {
    writeFileSync(path(), "{ broken");
    const broken = open();
    writeFileSync(path(), JSON.stringify({ version: 1, incidents: [{ id: "from the future" }, anIncident()] }));
    const partly = open();
    expect([broken.told().length, broken.log.lines, partly.told().length, partly.log.lines]).toEqual([
      0,
      [`warn ${path()} could not be read; it is kept as ${path()}.bad; the list of incidents begins anew`],
      1,
      [`warn 1 incident(s) of ${path()} could not be read`],
    ]);
  });
});

test("of whoever used this computer before, no outage is told, listed or kept, nor what was put aside", async () => {
  for (const ending of ["bad", "bad2", "new"]) writeFileSync(`${path()}.${ending}`, "{ 0312345678");
  const { outlet, change } = open();
  const incident = anIncident({});
  change({ kind: "opened", incident });
  await outlet.forgetAll();
  expect([outlet.list(), JSON.parse(readFileSync(path(), "utf8"))]).toEqual([[], { version: 1, incidents: [] }]);
  expect(readdirSync(folder)).toEqual(["incidents.json"]);
  change({ kind: "closed", incidentId: incident.id, end: { ms: 5, why: "healed" } });
  expect(outlet.list()).toEqual([]);
});
