import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HostEvent } from "../../../shared/contract/event.ts";
import type { UiMessage } from "../../../shared/contract/wire.ts";
import { createRecentFile } from "../../../electron/history/recent-file.ts";
import { createRecentOutlet } from "../../../electron/history/recent-outlet.ts";
import { mostRecentCalls } from "../../../electron/history/recent-calls.ts";
import { anEndedCall } from "../../builders/a-call.ts";
import { atFixture } from "../../builders/a-server.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeLog } from "../fake-log.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-recent-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, "recent.json");

function open() {
  const log = createFakeLog();
  const published: HostEvent[] = [];
  const shown: UiMessage[] = [];
  const clock = { now: atFixture };
  const outlet = createRecentOutlet({
    file: createRecentFile(folder, log),
    wallNow: () => clock.now,
    publish: (event) => void published.push(event),
    show: (message) => void shown.push(message),
  });
  const hear = (call: ReturnType<typeof anEndedCall>) =>
    outlet.receive({ type: "call.ended", at: clock.now, seq: 1, call }, aSnapshot());
  const ids = () => {
    const message = outlet.message();
    return message.type === "recent" ? message.calls.map((call) => call.id) : [];
  };
  const missed = () => published.map((event) => (event.type === "missed.changed" ? event.missed : null));
  return { log, clock, outlet, shown, hear, ids, missed };
}

const aMissedCall = (id: string, atEnded = atFixture) =>
  anEndedCall({ by: "system", reason: "missed" }, { id, direction: "incoming", atAnswered: null, atEnded });

describe("the recent calls", () => {
  test("stand newest first, are shown to the windows after each call, and survive a start", async () => {
    const { outlet, hear, ids, shown } = open();
    hear(anEndedCall({}, { id: "one" }));
    hear(anEndedCall({}, { id: "two" }));
    await outlet.stop();
    expect([ids(), shown.length, open().ids()]).toEqual([["two", "one"], 2, ["two", "one"]]);
  });

  test("are readable by their owner alone", async () => {
    const { outlet, hear } = open();
    hear(anEndedCall());
    await outlet.stop();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path()}.new`)).toBe(false);
  });

  test("are a shift's worth: the oldest goes when there are more", () => {
    const { hear, ids } = open();
    for (let i = 0; i <= mostRecentCalls; i += 1) hear(anEndedCall({}, { id: `call-${i}` }));
    expect([ids().length, ids().at(-1), ids()[0]]).toEqual([mostRecentCalls, "call-1", `call-${mostRecentCalls}`]);
  });

  test("count as missed until the operator has looked, also over a start", async () => {
    const { outlet, clock, hear, missed } = open();
    hear(aMissedCall("one"));
    hear(aMissedCall("two"));
    clock.now = atFixture + 5_000;
    outlet.markSeen();
    outlet.markSeen();
    hear(aMissedCall("three", atFixture + 6_000));
    await outlet.stop();
    const next = open();
    next.outlet.announce();
    expect([missed(), next.missed()]).toEqual([[1, 2, 0, 1], [1]]);
  });

  test("begin anew where the file makes no sense, and say so", () => {
    writeFileSync(path(), "{ broken");
    const { ids, log } = open();
    expect([ids(), log.lines]).toEqual([
      [],
      [`warn ${path()} could not be read; the list of recent calls begins anew`],
    ]);
  });

  test("leave out a call that another version wrote otherwise, and keep the rest", async () => {
    const { outlet, hear } = open();
    hear(anEndedCall({}, { id: "good" }));
    await outlet.stop();
    const kept = JSON.parse(readFileSync(path(), "utf8")) as { calls: unknown[] };
    writeFileSync(path(), JSON.stringify({ ...kept, calls: [{ id: "from the future" }, ...kept.calls] }));
    const { ids, log } = open();
    expect([ids(), log.lines]).toEqual([["good"], [`warn 1 call(s) of ${path()} could not be read`]]);
  });

  test("last until the end when they cannot be written", async () => {
    rmSync(folder, { recursive: true });
    const { outlet, hear, ids, log } = open();
    hear(anEndedCall({}, { id: "one" }));
    await outlet.stop();
    expect(ids()).toEqual(["one"]);
    expect(log.lines[0]).toMatch(/could not be written: .*Recent calls last until Tandem is closed\.$/u);
    folder = mkdtempSync(join(tmpdir(), "tandem-recent-"));
  });
});
