/** The outlet of the history, on the real service and a real file, without the process between them. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { HostEvent } from "../../../shared/contract/event.ts";
import type { RecordsOrder } from "../../../shared/contract/records-wire.ts";
import type { UiMessage } from "../../../shared/contract/wire.ts";
import type { CallHistory } from "../../../shared/model/call-history.ts";
import { CallId } from "../../../shared/model/ids.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { createHistoryOutlet, newestCount, type HistoryOutlet } from "../../../electron/history/history-outlet.ts";
import { createRecordsLine, type ProcessListener } from "../../../electron/records/records-line.ts";
import { startRecordsService } from "../../../electron/records-service.ts";
import { anEndedCall, aRecording, type CallOverrides } from "../../builders/a-call.ts";
import { atFixture } from "../../builders/a-server.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";
import { useOwnFolder } from "../own-folder.ts";
import { aPolicy } from "../settings/a-policy.ts";

const own = useOwnFolder("history");

type Fault = (order: RecordsOrder) => "full" | "silent" | null;

/** @param fault what becomes of an order instead of being carried out. */
function open(fault: Fault = () => null) {
  const clock = createFakeMainClock();
  const published: HostEvent[] = [];
  const shown: UiMessage[] = [];
  const erasedRecordings: string[] = [];
  const forgotten: string[] = [];
  let wanted: string | null = "";
  const saveAs = (name: string | null) => {
    wanted = name;
  };
  let process: ProcessListener | null = null;
  const line = createRecordsLine({
    fork(listener) {
      process = listener;
      const say = (report: unknown) => queueMicrotask(() => listener.onReport(report));
      const service = startRecordsService({ folder: own.path(), clock, post: say, leave: () => listener.onExit(0) });
      return {
        post(order) {
          const trouble = fault(order);
          if (trouble === null) return service.receive(order);
          const answer = { type: "failed", why: "full", message: "database or disk is full" };
          if (trouble === "full" && order.type === "ask") say({ type: "answer", id: order.id, answer });
        },
        kill: () => undefined,
      };
    },
    clock,
    log: createFakeLog(),
  });
  const outlet = createHistoryOutlet({
    line,
    clock,
    publish: (event) => void published.push(event),
    show: (message) => void shown.push(message),
    eraseRecordings: (recordings) => void erasedRecordings.push(...recordings),
    forgetNumber: (number) => void forgotten.push(number),
    askWhere: async (name) => (wanted === null ? null : own.inside(wanted === "" ? name : wanted)),
  });
  const isRecent = (message: UiMessage) => message.type === "recent";
  const ids = () => {
    const message = outlet.message();
    return message.type === "recent" ? message.calls.map((call) => String(call.id)) : [];
  };
  const hear = (id: string, more: CallOverrides = {}, reason: "hungUp" | "missed" = "hungUp") => {
    const call = anEndedCall({ reason }, { id, ...more });
    outlet.receive({ type: "call.ended", at: clock.wallNow(), seq: 1, call }, aSnapshot());
  };
  const missed = () => published.flatMap((event) => (event.type === "missed.changed" ? [event.missed] : []));
  const states = () => published.flatMap((event) => (event.type === "history.changed" ? [event.history] : []));
  const stop = async () => {
    const stopped = line.stop();
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
    clock.advance(5_000);
    await stopped;
  };
  own.stopAfterwards(stop);
  return {
    clock,
    outlet,
    shown: () => shown.filter(isRecent),
    hear,
    ids,
    erasedRecordings,
    forgotten,
    missed,
    states,
    stop,
    saveAs,
    die: () => process?.onExit(9),
  };
}

const ready: CallHistory = { state: "ready", trouble: null, mayErase: true, mayExport: true, recordings: "hidden" };
const settled = (ids: () => string[], expected: readonly string[]) => expect.poll(ids).toEqual(expected);

describe("the newest calls", () => {
  test("stand newest first, are shown to the windows at once, and survive a start", async () => {
    const { hear, ids, stop, states } = open();
    hear("one");
    hear("two");
    expect(ids()).toEqual(["two", "one"]);
    await expect.poll(states).toEqual([ready]);
    await stop();
    own.needNotStop(stop);
    await settled(open().ids, ["two", "one"]);
  });

  test("are a few, and say that there are older ones", async () => {
    const { hear, ids, outlet } = open();
    for (let i = 0; i <= newestCount; i += 1) hear(`call-${i}`);
    expect([ids().length, ids()[0]]).toEqual([newestCount, `call-${newestCount}`]);
    expect(outlet.message()).toMatchObject({ hasMore: true });
    const last = ids().at(-1);
    const older = await outlet.find("", anEndedCall({}, { id: last ?? "" }).id);
    expect(older).toMatchObject({ ok: true, found: { calls: [{ id: "call-0" }], hasMore: false } });
  });
});

describe("what is said of a call after its end", () => {
  const wrapUp = { id: "sold", name: "Sold" };
  const say = (outlet: HistoryOutlet, id: string) => {
    const call = anEndedCall({}, { id, wrapUp });
    outlet.receive({ type: "call.updated", at: atFixture, seq: 2, call }, aSnapshot());
  };
  const reasons = (outlet: HistoryOutlet) => {
    const message = outlet.message();
    return message.type === "recent" ? message.calls.map((call) => [call.id, call.wrapUp?.name ?? null]) : [];
  };

  test("is shown at once, kept, found, and not counted as another call", async () => {
    const { outlet, hear, stop } = open();
    hear("one");
    hear("two");
    say(outlet, "one");
    const said = [
      ["two", null],
      ["one", "Sold"],
    ];
    expect(reasons(outlet)).toEqual(said);
    const found = { ok: true, found: { calls: [{ id: "one", wrapUp }] } };
    await expect.poll(() => outlet.find("sold", null)).toMatchObject(found);
    await stop();
    own.needNotStop(stop);
    const next = open();
    await expect.poll(() => reasons(next.outlet)).toEqual(said);
  });

  test("of a call whose numbers were erased meanwhile brings nothing back", async () => {
    const { outlet, hear, ids } = open();
    outlet.configure(PolicyDocument.parse(aPolicy()));
    hear("one");
    await outlet.erase("0312345678");
    say(outlet, "one");
    expect([ids(), await outlet.find("", null)]).toMatchObject([[], { ok: true, found: { calls: [] } }]);
  });

  test("is kept with the call when the disk is full for a while", async () => {
    let isFull = true;
    const { outlet, hear, clock, states } = open((order) =>
      isFull && order.type === "ask" && (order.ask.type === "put" || order.ask.type === "revise") ? "full" : null,
    );
    hear("one");
    await expect.poll(() => states().at(-1)?.trouble).toBe("full");
    say(outlet, "one");
    isFull = false;
    clock.advance(30_000);
    await expect
      .poll(() => outlet.find("sold", null))
      .toMatchObject({ ok: true, found: { calls: [{ id: "one", wrapUp }] } });
  });
});

describe("what was missed", () => {
  test("counts until the operator has looked, also over a start", async () => {
    const { outlet, clock, hear, missed, stop } = open();
    hear("one", { atEnded: clock.wallNow() }, "missed");
    hear("two", { atEnded: clock.wallNow() }, "missed");
    clock.advance(5_000);
    outlet.markSeen();
    outlet.markSeen();
    clock.advance(1_000);
    hear("three", { atEnded: clock.wallNow() }, "missed");
    await stop();
    own.needNotStop(stop);
    expect(missed()).toEqual([1, 2, 0, 1]);
    const next = open();
    await expect.poll(next.missed).toEqual([1]);
  });
});

describe("a search", () => {
  test("is answered, and says so in words when the history does not answer", async () => {
    let isSilent = false;
    const { outlet, hear, clock } = open(() => (isSilent ? "silent" : null));
    hear("one", { remote: { number: "110", name: "田中" } });
    expect(await outlet.find("田", null)).toMatchObject({ ok: true, found: { calls: [{ id: "one" }] } });
    isSilent = true;
    const asked = outlet.find("田", null);
    clock.advance(3_000);
    expect(await asked).toMatchObject({ ok: false, failure: { kind: "noHistory" } });
  });
});

describe("a death of the history", () => {
  test("is told, and what ended meanwhile is kept when it is back", async () => {
    const { die, hear, clock, states, ids, outlet } = open();
    hear("before");
    await expect.poll(states).toEqual([ready]);
    die();
    hear("meanwhile");
    expect(states().at(-1)?.state).toBe("lost");
    clock.advance(200);
    await expect.poll(() => states().at(-1)?.state).toBe("ready");
    await settled(ids, ["meanwhile", "before"]);
    expect(await outlet.find("", null)).toMatchObject({ found: { calls: [{ id: "meanwhile" }, { id: "before" }] } });
  });
});

test("a history that was started again goes on by the rules of the document, not by its own", async () => {
  const { outlet, die, hear, clock, ids, states } = open();
  outlet.configure(documentWith({ keepCalls: 2 }));
  await expect.poll(states).toContainEqual({ ...ready, recordings: "playable" });
  die();
  clock.advance(200);
  await expect.poll(() => states().at(-1)?.state).toBe("ready");
  for (const id of ["one", "two", "three"]) hear(id);
  await expect.poll(async () => (await outlet.find("", null)).ok).toBe(true);
  clock.advance(10);
  await settled(ids, ["three", "two"]);
});

describe("a full disk", () => {
  test("is told, the call is remembered, tried again, and kept once there is room", async () => {
    let isFull = true;
    const { hear, states, ids, clock, outlet } = open((order) =>
      isFull && order.type === "ask" && order.ask.type === "put" ? "full" : null,
    );
    hear("one");
    await expect.poll(() => states().at(-1)?.trouble).toBe("full");
    expect(ids()).toEqual(["one"]);
    isFull = false;
    clock.advance(30_000);
    await expect.poll(() => states().at(-1)?.trouble).toBe(null);
    expect(await outlet.find("", null)).toMatchObject({ found: { calls: [{ id: "one" }] } });
  });
});

const documentWith = (history: object) => PolicyDocument.parse({ ...aPolicy(), history });

describe("the document", () => {
  test("decides how much is kept, and the windows are shown what is left", async () => {
    const { outlet, hear, ids, clock } = open();
    for (const id of ["one", "two", "three"]) hear(id);
    outlet.configure(documentWith({ keepCalls: 2 }));
    clock.advance(10);
    await settled(ids, ["three", "two"]);
  });

  test("decides whether the operator may erase, and the windows know", async () => {
    const { outlet, hear, states, forgotten } = open();
    hear("one", { remote: { number: "110", name: null } });
    outlet.configure(documentWith({ operatorMayErase: false }));
    expect(states().at(-1)).toMatchObject({ mayErase: false, mayExport: true, recordings: "playable" });
    expect(await outlet.erase("110")).toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
    expect(forgotten).toEqual([]);
    outlet.configure(documentWith({}));
    expect(await outlet.erase("110")).toEqual({ ok: true, erased: 1 });
    expect(forgotten).toEqual(["110"]);
    expect(await outlet.find("", null)).toEqual({ ok: true, found: { calls: [], hasMore: false } });
  });
});

describe("a recording", () => {
  const recorded = { remote: { number: "110", name: null }, recording: aRecording({ id: "one" }) };

  test("goes with the last call of its conversation", async () => {
    const { outlet, hear, erasedRecordings } = open();
    outlet.configure(documentWith({}));
    hear("one", recorded);
    expect(await outlet.erase("110")).toEqual({ ok: true, erased: 1 });
    expect(erasedRecordings).toEqual(["one"]);
  });

  test("goes when the rules let its call stay no longer", async () => {
    const { outlet, hear, ids, clock, erasedRecordings } = open();
    hear("one", recorded);
    hear("two");
    outlet.configure(documentWith({ keepCalls: 1 }));
    clock.advance(10);
    await settled(ids, ["two"]);
    expect(erasedRecordings).toEqual(["one"]);
  });

  test("that is gone leaves its call, which shows none any more", async () => {
    const { outlet, hear } = open();
    hear("one", recorded);
    expect(outlet.message()).toMatchObject({ calls: [{ recording: "one" }] });
    await outlet.forgetRecordings([CallId.parse("one")]);
    expect(outlet.message()).toMatchObject({ calls: [{ id: "one", recording: null }] });
  });
});

describe("a file of the history", () => {
  const files = () => readdirSync(own.path()).filter((name) => !/^(?:history|people)\.db/u.test(name));

  test("is written where the operator wants it, with the servers' names, or not at all", async () => {
    const { outlet, hear, clock, saveAs } = open();
    hear("one", { remote: { number: "+81312345678", name: '=HYPERLINK("x")' } });
    const saving = outlet.export("csv");
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
    clock.advance(10);
    expect(await saving).toEqual({ ok: true });
    expect(files()).toEqual(["tandem-calls-2027-01-15.csv"]);
    const [, line] = readFileSync(own.inside(files()[0] ?? ""), "utf8").split("\r\n");
    expect(line).toContain(`"'+81312345678","'=HYPERLINK(""x"")","Main"`);
    saveAs(null);
    expect(await outlet.export("json")).toEqual({ ok: true });
    expect(files().length).toBe(1);
  });

  test("that cannot be written is refused in words, and the administrator may forbid it", async () => {
    const { outlet, saveAs } = open();
    saveAs("nowhere/calls.csv");
    expect(await outlet.export("csv")).toMatchObject({
      ok: false,
      failure: { kind: "notSaved", message: expect.stringContaining("The file could not be written: ENOENT") },
    });
    outlet.configure(documentWith({ operatorMayExport: false }));
    expect(await outlet.export("csv")).toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
  });
});

test("nothing is told of a call that goes on", () => {
  const { outlet, ids, clock } = open();
  const call = anEndedCall({}, { state: "active", atEnded: null, end: null, atStarted: atFixture });
  outlet.receive({ type: "call.answered", at: clock.wallNow(), seq: 1, call }, aSnapshot());
  expect(ids()).toEqual([]);
});

describe("whoever used this computer before", () => {
  test("leaves nothing in the windows, nor what waits to be kept", async () => {
    let isFull = true;
    const { outlet, hear, ids, shown, clock } = open((order) =>
      isFull && order.type === "ask" && order.ask.type === "put" ? "full" : null,
    );
    hear("one");
    await expect.poll(ids).toEqual(["one"]);
    isFull = false;
    await outlet.forgetAll();
    clock.advance(60_000);
    await expect.poll(ids).toEqual([]);
    expect(shown().at(-1)).toEqual({ type: "recent", calls: [], hasMore: false });
  });
});
