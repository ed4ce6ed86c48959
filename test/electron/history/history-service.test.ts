/** The history's process without the process: its orders, a file that makes no sense, a folder that takes none, and the old list of recent calls. */
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { HistoryAsk } from "../../../shared/contract/history-wire.ts";
import type { PeopleAsk } from "../../../shared/contract/people-wire.ts";
import type { RecordsAnswer, RecordsReport } from "../../../shared/contract/records-wire.ts";
import { ContactId } from "../../../shared/model/contact.ts";
import { CallId } from "../../../shared/model/ids.ts";
import { HistoryPolicy } from "../../../shared/model/history-policy.ts";
import { historyBook } from "../../../electron/history/history-schema.ts";
import { startRecordsService } from "../../../electron/records-service.ts";
import { anEndedCall } from "../../builders/a-call.ts";
import { aContact } from "../../builders/a-contact.ts";
import { aMissedCall, aPastCall } from "../../builders/a-past-call.ts";
import { atFakeStart, createFakeMainClock } from "../fake-main-clock.ts";
import { useOwnFolder } from "../own-folder.ts";

const rules = { ...HistoryPolicy.parse({}), country: null };
const { operatorMayErase: _erase, operatorMayExport: _export, ...defaultRules } = rules;
const dayMs = 86_400_000;

const own = useOwnFolder("history");

function start(inFolder = own.path()) {
  const clock = createFakeMainClock();
  const reports: RecordsReport[] = [];
  let lastId = 0;
  let isOver = false;
  const service = startRecordsService({
    folder: inFolder,
    clock,
    post: (report) => void reports.push(report),
    leave: () => {
      isOver = true;
    },
  });
  const ask = (question: HistoryAsk | PeopleAsk): RecordsAnswer | undefined => {
    lastId += 1;
    service.receive({ type: "ask", id: lastId, ask: question });
    return reports.flatMap((one) => (one.type === "answer" && one.id === lastId ? [one.answer] : [])).at(-1);
  };
  const stop = () => {
    if (!isOver) service.receive({ type: "stop" });
  };
  own.stopAfterwards(stop);
  const put = (id: string) => ask({ type: "put", call: aPastCall({}, { id }) });
  const ids = () => {
    const answer = ask({ type: "newest", limit: 50 });
    return answer?.type === "newest" ? answer.newest.calls.map((call) => String(call.id)) : [];
  };
  const opened = () => reports.flatMap((report) => (report.type === "opened" ? [report.trouble] : []));
  const logged = () => reports.flatMap((report) => (report.type === "log" ? [report.line.text] : [])).join("\n");
  return { clock, service, reports, ask, stop, put, ids, opened, logged };
}

const path = () => own.inside("history.db");

describe("a history", () => {
  test("is kept over a start, readable by its owner alone, in a file that says which version wrote it", () => {
    const first = start();
    expect(first.put("one")).toEqual({ type: "done" });
    first.stop();
    const second = start();
    expect([second.ids(), second.opened(), statSync(path()).mode & 0o777]).toEqual([["one"], [null], 0o600]);
    second.stop();
    const file = new DatabaseSync(path());
    expect(file.prepare("PRAGMA user_version").get()?.["user_version"]).toBe(historyBook.steps.length);
    expect(file.prepare("PRAGMA journal_mode").get()?.["journal_mode"]).toBe("wal");
    file.close();
  });

  test("finds, marks what was seen, and erases, each with its answer", () => {
    const { ask } = start();
    ask({ type: "put", call: aMissedCall({ id: "one", remote: { number: "110", name: "Anna" } }) });
    expect(ask({ type: "find", text: "ann", olderThan: null, limit: 5 })).toMatchObject({
      type: "found",
      found: { calls: [{ id: "one" }], hasMore: false },
    });
    expect(ask({ type: "newest", limit: 5 })).toMatchObject({ missed: 1 });
    ask({ type: "seen", at: atFakeStart + dayMs });
    expect(ask({ type: "newest", limit: 5 })).toMatchObject({ missed: 0 });
    expect(ask({ type: "erase", number: "110" })).toEqual({ type: "erased", calls: 1, recordings: [] });
  });

  test("finds a call under the name that a contact has now, whichever way its number is spelt, and saves it so", () => {
    const { ask, clock } = start();
    const country = { code: "81", trunkPrefix: "0" };
    ask({ type: "rules", rules: { ...defaultRules, country } });
    ask({ type: "peopleRules", rules: { country, outsidePrefix: "9", directory: null } });
    ask({ type: "put", call: aPastCall({}, { id: "spelt", remote: { number: "+81312345678", name: null } }) });
    ask({ type: "put", call: aPastCall({}, { id: "outside", remote: { number: "90312345678", name: "Line 3" } }) });
    ask({ type: "put", call: aPastCall({}, { id: "other", remote: { number: "0312345679", name: null } }) });
    const contact = aContact({
      name: "田中 由紀",
      numbers: [{ kind: "work", number: "03-1234-5678" }],
      note: "secret",
    });
    ask({ type: "saveContact", id: ContactId.parse("one"), contact });
    const found = (text: string, olderThan: CallId | null = null, limit = 5) => {
      const answer = ask({ type: "find", text, olderThan, limit });
      if (answer?.type !== "found") throw new Error(`no answer: ${answer?.type}`);
      return [answer.found.hasMore, ...answer.found.calls.map(({ id, remote }) => `${id} ${remote.known?.name}`)];
    };
    expect(found("田中")).toEqual([false, "outside 田中 由紀", "spelt 田中 由紀"]);
    expect(found("田", null, 1)).toEqual([true, "outside 田中 由紀"]);
    expect(found("田", CallId.parse("outside"), 1)).toEqual([false, "spelt 田中 由紀"]);
    expect([found("由紀 line"), found("secret")]).toEqual([[false], [false]]);
    const path = own.inside("calls.csv");
    ask({ type: "export", path, format: "csv", servers: {} });
    clock.advance(10);
    expect(readFileSync(path, "utf8").split("田中 由紀").length).toBe(3);
    ask({ type: "eraseContact", id: ContactId.parse("one") });
    expect(found("田中")).toEqual([false]);
  });

  test("an order that is none is dropped and said", () => {
    const { service, logged, put } = start();
    service.receive({ type: "ask", id: 1, ask: { type: "drop everything" } });
    expect(logged()).toContain("dropped a malformed order: ask.type");
    expect(put("one")).toEqual({ type: "done" });
  });
});

describe("the rules", () => {
  test("erase at once what they do not let stay, again within the hour, and main is told each time", () => {
    const { ask, clock, ids, reports } = start();
    const old = { atEnded: atFakeStart - 10 * dayMs };
    ask({ type: "put", call: aPastCall({}, { id: "old", ...old }) });
    ask({ type: "put", call: aPastCall({}, { id: "young", atEnded: atFakeStart }) });
    ask({ type: "rules", rules: { ...defaultRules, country: null, keepDays: 5 } });
    clock.advance(10);
    expect([ids(), reports.filter(({ type }) => type === "trimmed").length]).toEqual([["young"], 1]);
    clock.advance(6 * dayMs);
    expect([ids(), reports.filter(({ type }) => type === "trimmed").length]).toEqual([[], 2]);
  });

  test("are waited for: as long as nobody has said what may stay, nothing goes", () => {
    const { ask, clock, ids } = start();
    ask({ type: "put", call: aPastCall({}, { id: "old", atEnded: atFakeStart - 5_000 * dayMs }) });
    clock.advance(dayMs);
    expect(ids()).toEqual(["old"]);
  });

  test("keep no call with a number they name", () => {
    const { ask, clock, ids, put } = start();
    ask({ type: "rules", rules: { ...defaultRules, country: null, eraseNumbers: ["0312345678"] } });
    put("one");
    clock.advance(10);
    expect(ids()).toEqual([]);
  });
});

describe("a file that makes no sense", () => {
  test("is set aside whole, and a new history begun", () => {
    writeFileSync(path(), "this is no database".repeat(500));
    const { put, ids, opened, logged } = start();
    put("one");
    expect([opened(), ids()]).toEqual([["damaged"], ["one"]]);
    const aside = readdirSync(own.path()).filter((name) => name.startsWith("history-damaged-"));
    expect(aside.length).toBe(1);
    expect(readFileSync(own.inside(aside[0] ?? ""), "utf8")).toContain("this is no database");
    expect(logged()).toMatch(/it was set aside as .*; history begins anew/u);
  });

  test("is set aside when a newer Tandem wrote it", () => {
    const file = new DatabaseSync(path());
    file.exec(`PRAGMA user_version = ${historyBook.steps.length + 1}`);
    file.close();
    expect(start().opened()).toEqual(["damaged"]);
  });

  test("that shows it only later is set aside then, and the call that met it is kept", () => {
    const first = start();
    for (let i = 0; i < 40; i += 1) first.put(`call-${i}`);
    first.stop();
    const bytes = readFileSync(path());
    // The first page says what is in the file; everything behind it goes.
    writeFileSync(path(), Buffer.concat([bytes.subarray(0, 4_096), Buffer.alloc(bytes.length - 4_096, 7)]));
    const { put, ids, opened } = start();
    expect(put("new")).toEqual({ type: "done" });
    expect([opened().at(-1), ids()]).toEqual(["damaged", ["new"]]);
  });

  test("is kept no longer than the calls of the history are", () => {
    writeFileSync(own.inside("history-damaged-2026-01-01.db"), "old");
    utimesSync(own.inside("history-damaged-2026-01-01.db"), 0, 0);
    const { clock, ask } = start();
    ask({ type: "rules", rules: { ...defaultRules, country: null } });
    clock.advance(10);
    expect(readdirSync(own.path()).filter((name) => name.includes("damaged"))).toEqual([]);
  });
});

test("where no file can be kept, calls are remembered until the end, found and all", () => {
  writeFileSync(own.inside("file"), "");
  const { put, ids, opened, ask, clock } = start(own.inside("file"));
  put("one");
  clock.advance(10);
  expect([opened(), ids()]).toEqual([["unwritable"], ["one"]]);
  expect(ask({ type: "find", text: "0312", olderThan: null, limit: 5 })).toMatchObject({ found: { hasMore: false } });
});

describe("the list of recent calls that Tandem kept before", () => {
  const recent = () => own.inside("recent.json");
  const kept = (calls: readonly unknown[]) => JSON.stringify({ version: 1, atSeen: 5, calls });

  test("is taken over once, newest first as it was, and then removed", () => {
    const calls = [2, 1].map((at) => anEndedCall({}, { id: `call-${at}`, atEnded: at }));
    writeFileSync(recent(), kept(calls));
    const first = start();
    expect([first.ids(), existsSync(recent())]).toEqual([["call-2", "call-1"], false]);
    first.stop();
    writeFileSync(recent(), kept(calls));
    expect(start().ids()).toEqual(["call-2", "call-1"]);
  });

  test("leaves out what cannot be read, and says so", () => {
    writeFileSync(recent(), kept([anEndedCall({}, { id: "good" }), { id: "from the future" }]));
    const { ids, logged } = start();
    expect([ids(), logged()]).toEqual([["good"], `1 call(s) of ${recent()} could not be read`]);
  });

  test("makes no trouble where it makes no sense", () => {
    writeFileSync(recent(), "{ broken");
    const { ids, logged } = start();
    expect([ids(), logged(), existsSync(recent())]).toEqual([
      [],
      `${recent()} could not be read; its calls are lost`,
      false,
    ]);
  });
});
