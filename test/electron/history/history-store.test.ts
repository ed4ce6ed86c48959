/** The history's rows on a real file: what is put is found, what is erased is gone. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HistoryRules } from "../../../shared/contract/history-wire.ts";
import { HistoryPolicy } from "../../../shared/model/history-policy.ts";
import { CallId } from "../../../shared/model/ids.ts";
import type { PastCall } from "../../../shared/model/past-call.ts";
import { historyBook } from "../../../electron/history/history-schema.ts";
import { isFull, openRecordsFile } from "../../../electron/records/database-file.ts";
import { createHistoryStore, type HistoryStore } from "../../../electron/history/history-store.ts";
import { anAttempt } from "../../builders/a-call.ts";
import { aMissedCall, aPastCall } from "../../builders/a-past-call.ts";
import { atFixture } from "../../builders/a-server.ts";
import { createFakeLog } from "../fake-log.ts";

const rules: HistoryRules = { ...HistoryPolicy.parse({}), country: { code: "81", trunkPrefix: "0" } };
const dayMs = 86_400_000;

let folder = "";
let store: HistoryStore;
let database: ReturnType<typeof openRecordsFile>["database"];

function open() {
  ({ database } = openRecordsFile(historyBook, folder, atFixture, createFakeLog()));
  store = createHistoryStore(database, rules);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-history-"));
  open();
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const call = (id: string, number: string | null, name: string | null = null, more: Partial<PastCall> = {}) => ({
  ...aPastCall({}, { id, remote: { number, name } }),
  ...more,
});
const putAll = (...calls: readonly PastCall[]) => calls.forEach((one) => store.put(one));
const find = (text: string, limit = 50) => store.find(text, null, limit).calls.map(({ id }) => id);

function trimAll(at: number) {
  let gone = 0;
  for (let step = store.trim(at); step.calls > 0; step = store.trim(at)) gone += step.calls;
  return gone;
}

describe("a call", () => {
  test("comes back as it was put, over a start, with its attempts, its note and how it sounded", () => {
    const whole = aPastCall(
      { reason: "hungUp", code: 200 },
      {
        id: "whole",
        remote: { number: "0312345678", name: "田中 由紀" },
        queue: "Sales",
        note: "Wants the March invoice",
        wrapUp: { id: "complaint", name: "Complaint" },
        quality: { mos: 4.2, lossPct: 0.5, jitterMs: 4, rttMs: 24 },
        worstMos: 2.35,
        attempts: [
          anAttempt({ outcome: "carriedOver", why: "noResponse", ms: 412 }),
          anAttempt({ serverId: "backup", outcome: "answered", code: 200, ms: 900 }),
        ],
      },
    );
    putAll(whole, aMissedCall({ id: "missed", remote: { number: null, name: null } }));
    database.close();
    open();
    expect(store.find("", null, 9).calls).toEqual([
      aMissedCall({ id: "missed", remote: { number: null, name: null } }),
      whole,
    ]);
  });

  test("that is put again takes its own place, and is found by what it says now", () => {
    putAll(call("one", "110", "Anna", { queue: "Vertrieb" }), call("two", "111", "Berta"));
    expect(find("vertrieb")).toEqual(["one"]);
    store.put(call("one", "110", "Clara"));
    expect([find(""), find("anna"), find("clara")]).toEqual([["two", "one"], [], ["one"]]);
  });

  test("that was called back gives way to the call that goes on with it, whichever is put first", () => {
    const lost = call("lost", "110", "Anna");
    putAll(lost, call("rescue", "110", "Anna", { rescueOf: lost.id }));
    putAll(call("rescue-2", "110", "Anna", { rescueOf: CallId.parse("lost-2") }), call("lost-2", "110", "Anna"));
    const both = ["rescue-2", "rescue"];
    expect([find(""), find("anna"), find("an")]).toEqual([both, both, both]);
  });
});

describe("a search", () => {
  beforeEach(() =>
    putAll(
      call("tanaka", "+81312345678", "田中 由紀"),
      call("mueller", "+4930123456", "Jürgen Müller"),
      call("sato", "0451112222", "佐藤 健", { note: "Rückruf um drei" }),
      call("plain", "200", null),
    ),
  );

  test.each([
    ["田中", ["tanaka"]],
    ["中", ["tanaka"]],
    ["田中 由", ["tanaka"]],
    ["由紀 田中", ["tanaka"]],
    ["MULLER", ["mueller"]],
    ["ju mul", ["mueller"]],
    ["ru", ["sato"]],
    ["rückruf", ["sato"]],
    ["03-1234", ["tanaka"]],
    ["03", ["tanaka"]],
    ["+81 3", ["tanaka"]],
    ["8131234", ["tanaka"]],
    ["5678", ["tanaka"]],
    ["45", ["sato", "tanaka", "mueller"]],
    ["200", ["plain"]],
    ["nobody", []],
    ['"; DROP TABLE calls', []],
    ["*", []],
  ])("for %s finds %j", (text, expected) => {
    expect(find(text).toSorted()).toEqual(expected.toSorted());
  });

  test("for nothing finds everything, newest first", () => {
    expect(find("")).toEqual(["plain", "sato", "mueller", "tanaka"]);
  });

  test("goes on where the last step ended, and says whether there is more", () => {
    for (let i = 0; i < 5; i += 1) store.put(call(`more-${i}`, "0451112222", "佐藤"));
    const first = store.find("佐藤", null, 4);
    const second = store.find("佐藤", first.calls.at(-1)?.id ?? null, 4);
    expect([first, second].map(({ calls, hasMore }) => [calls.map(({ id }) => id), hasMore])).toEqual([
      [["more-4", "more-3", "more-2", "more-1"], true],
      [["more-0", "sato"], false],
    ]);
  });
});

describe("what was missed", () => {
  test("counts until it was looked at", () => {
    putAll(aMissedCall({ id: "one", atEnded: atFixture }), aMissedCall({ id: "two", atEnded: atFixture + 1_000 }));
    const before = store.countMissed();
    store.markSeen(atFixture + 500);
    expect([before, store.countMissed()]).toEqual([2, 1]);
  });
});

describe("erasing", () => {
  test("a number takes every call with it, in both spellings, and nobody else's", () => {
    putAll(call("world", "+81312345678"), call("country", "03-1234-5678"), call("other", "0312345679"));
    expect([store.erase("0312345678").calls, find(""), find("1234")]).toEqual([2, ["other"], ["other"]]);
  });

  test("names the recordings of which no call is left, and those alone", () => {
    const recorded = (id: string, number: string, of: string) =>
      call(id, number, null, { recording: CallId.parse(of) });
    putAll(recorded("lost", "110", "one"), recorded("rescue", "111", "one"), recorded("other", "110", "two"));
    expect(store.erase("110")).toEqual({ calls: 2, recordings: ["two"] });
    expect(store.erase("111")).toEqual({ calls: 1, recordings: ["one"] });
  });

  test("a recording alone leaves its call", () => {
    putAll(call("recorded", "110", null, { recording: CallId.parse("one") }));
    expect(store.find("", null, 1).calls).toMatchObject([{ recording: "one" }]);
    store.forgetRecordings([CallId.parse("one")]);
    expect(store.find("", null, 1).calls).toMatchObject([{ id: "recorded", recording: null }]);
  });

  test("leaves nothing of the person in the file", () => {
    const secret = { name: "Quetzalcoatl", note: "Xylophone lessons" };
    putAll(call("secret", "0399998888", secret.name, { note: secret.note }), call("other", "0312345679", "Anna"));
    const bytes = () =>
      ["history.db", "history.db-wal"].map((name) => readFileSync(join(folder, name), "latin1")).join("");
    const before = bytes();
    store.erase("0399998888");
    store.forget();
    const after = bytes();
    const traces = ["Quetzalcoatl", "quetzal", "Xylophone", "99998888", "uetz"];
    expect(traces.map((trace) => before.includes(trace)).slice(0, 4)).toEqual([true, true, true, true]);
    expect(traces.filter((trace) => after.includes(trace))).toEqual([]);
  });

  test("by the rules: what is too old, what is too many, and the numbers that are named", () => {
    const at = (id: string, days: number, number: string) =>
      call(id, number, null, { atEnded: atFixture - days * dayMs });
    putAll(
      at("old", 40, "1"),
      at("named", 5, "+81312345678"),
      at("third", 4, "3"),
      at("second", 3, "4"),
      at("first", 1, "5"),
    );
    store.follow({ ...rules, keepDays: 30, keepCalls: 2, eraseNumbers: ["03-1234-5678"] });
    expect([trimAll(atFixture), find("")]).toEqual([3, ["first", "second"]]);
  });

  test("a long history by the rules is done a little at a time", () => {
    for (let i = 0; i < 450; i += 1) store.put(call(`call-${i}`, "110"));
    store.follow({ ...rules, keepCalls: 10 });
    expect([store.trim(atFixture).calls, trimAll(atFixture), find("").length]).toEqual([200, 240, 10]);
  });
});

test("a full disk is told from other trouble, and what was kept stays", () => {
  store.put(call("kept", "110"));
  const pages = Number(database.prepare("PRAGMA page_count").get()?.["page_count"]);
  database.exec(`PRAGMA max_page_count = ${pages}`);
  const putMany = () => {
    for (let i = 0; i < 500; i += 1) store.put(call(`call-${i}`, "110", "x".repeat(500)));
  };
  let thrown: unknown = null;
  try {
    putMany();
  } catch (error) {
    thrown = error;
  }
  expect([isFull(thrown), find("", 1_000).at(-1)]).toEqual([true, "kept"]);
});

describe("what came of a call", () => {
  const wrapUp = { id: "callback", name: "Ruft zurück" };

  test("is said after its end, found by its words, and found by another once it is another", () => {
    putAll(call("one", "0312345678", "Anna"), call("two", "0312345679", "Anna"));
    store.revise(call("one", "0312345678", "Anna", { wrapUp }));
    expect([find("zuruck"), find("anna zurück"), find("anna")]).toEqual([["one"], ["one"], ["two", "one"]]);
    store.revise(call("one", "0312345678", "Anna", { wrapUp: { id: "sold", name: "Verkauft" } }));
    expect([find("zurück"), find("verkauft")]).toEqual([[], ["one"]]);
  });

  test("brings no call back that was erased", () => {
    putAll(call("one", "0312345678"));
    store.erase("0312345678");
    store.revise(call("one", "0312345678", null, { wrapUp }));
    expect(find("")).toEqual([]);
  });

  test("is nothing for the calls of an older Tandem, whose file is brought up to date as it is", () => {
    database.close();
    rmSync(join(folder, "history.db"));
    const [first = ""] = historyBook.steps;
    const older = new DatabaseSync(join(folder, "history.db"));
    older.exec(`${first} PRAGMA user_version = 1`);
    older.exec(`INSERT INTO calls (id, direction, server_id, number, number_key, at_started, at_ended, outcome, ended_by, note,
      attempts, legs, text) VALUES ('old', 'incoming', 'main', '110', '110', 1, 2, 'missed', 'remote', 'kept', '[]', '[]', 'x')`);
    older.close();
    open();
    expect(store.find("", null, 1).calls).toMatchObject([{ id: "old", note: "kept", wrapUp: null }]);
    store.put(call("new", "110", null, { wrapUp }));
    expect([find("zurück"), find("")]).toEqual([["new"], ["new", "old"]]);
  });
});
