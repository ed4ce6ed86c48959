/** Rules that arrive while Tandem runs hold at once, for outages and for the log alike. */
import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createKeepingBook } from "../../electron/files/keeping.ts";
import { createIncidentsOutlet } from "../../electron/incidents/incidents-outlet.ts";
import { openIncidents } from "../../electron/incidents/open-incidents.ts";
import { createLogging } from "../../electron/logging/log.ts";
import { createOpenRecordings } from "../../electron/recordings/open-recordings.ts";
import { createRetention } from "../../electron/retain.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { dayMs } from "../../shared/model/time.ts";
import { anIncident } from "../builders/an-incident.ts";
import { createFakeLog } from "./fake-log.ts";
import { atFakeStart, createFakeMainClock } from "./fake-main-clock.ts";
import { useOwnFolder } from "./own-folder.ts";

const own = useOwnFolder("retain");
const server = { id: "main", name: "Main", role: "primary", url: "wss://127.0.0.11:8089/ws", domain: "127.0.0.11" };
const documentWith = (eraseNumbers: readonly string[]) =>
  PolicyDocument.parse({
    version: 1,
    account: { user: "1001", displayName: "Anna", password: "secret" },
    servers: [server],
    history: { eraseNumbers },
    incidents: { keepDays: 3_650 },
    log: { keepDays: 3_650 },
  });

function open() {
  writeFileSync(own.inside("incidents.json"), JSON.stringify({ version: 1, incidents: [anIncident()] }));
  const keeping = createKeepingBook();
  const clock = createFakeMainClock();
  const logging = createLogging({ folder: own.path(), isVerbose: false });
  const incidents = createIncidentsOutlet({
    ...openIncidents(own.path(), createFakeLog(), keeping),
    clock,
    publish: () => undefined,
    show: () => undefined,
  });
  const openRecordings = createOpenRecordings(own.path(), createFakeLog(), keeping);
  const retention = createRetention({ incidents, openRecordings, logging, keeping, clock });
  own.stopAfterwards(retention.stop);
  own.stopAfterwards(incidents.stop);
  logging.scope("test").info("dialling 03-1234-5678");
  const texts = () => ["incidents.json", "tandem.log"].map((name) => readFileSync(own.inside(name), "utf8"));
  return { retention, texts };
}

test("a document that names a number takes it out of both, while everything goes on", async () => {
  const { retention, texts } = open();
  retention.configure(null);
  retention.configure(documentWith([]));
  expect(texts().map((text) => text.includes("03-1234-5678"))).toEqual([true, true]);
  retention.configure(documentWith(["0312345678"]));
  await expect
    .poll(() => texts().map((text) => text.includes("03-1234-5678")), { timeout: 20_000 })
    .toEqual([false, false]);
  expect(texts()[1]).toContain(" info test: •••\n");
});

test("a number that a person erased is in neither any more", async () => {
  const { retention, texts } = open();
  await retention.forgetNumber("03 1234 5678");
  expect(texts().map((text) => /1234-5678|Tanaka/u.test(text))).toEqual([false, false]);
});

test("what was put aside of calls that were being recorded goes by the rules of the history", async () => {
  const bad = (ending: string) => own.inside(`recordings-open.json.${ending}`);
  const atNow = new Date(atFakeStart);
  writeFileSync(bad("bad"), "{ 03-1234-5678");
  utimesSync(bad("bad"), atNow, atNow);
  writeFileSync(bad("bad2"), "{ old");
  utimesSync(bad("bad2"), new Date(atFakeStart - 366 * dayMs), new Date(atFakeStart - 366 * dayMs));
  writeFileSync(bad("bad3"), "{ 03-9999-9999");
  utimesSync(bad("bad3"), atNow, atNow);
  const { retention } = open();
  const left = () => readdirSync(own.path()).filter((name) => name.startsWith("recordings-open"));
  retention.configure(documentWith(["0312345678"]));
  await expect.poll(left, { timeout: 20_000 }).toEqual(["recordings-open.json.bad3"]);
  await retention.forgetNumber("03 9999 9999");
  expect(left()).toEqual([]);
});
