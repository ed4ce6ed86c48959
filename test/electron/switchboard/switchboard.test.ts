import { describe, expect, test } from "vitest";
import { createEmptySnapshot } from "../../../shared/contract/apply-event.ts";
import type { HostCommand } from "../../../shared/contract/command.ts";
import type { Event } from "../../../shared/contract/event.ts";
import type { EngineOrder, RecordingNews } from "../../../shared/contract/wire.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import type { SoundNow } from "../../../shared/model/sound-now.ts";
import { createSwitchboard } from "../../../electron/switchboard/switchboard.ts";
import type { Outlet } from "../../../electron/switchboard/outlet.ts";
import { aCall } from "../../builders/a-call.ts";
import { aColleague, aVoicemail } from "../../builders/a-colleague.ts";
import { aDesk, anAgent } from "../../builders/an-agent.ts";
import { aServer } from "../../builders/a-server.ts";
import { createFakeLog } from "../fake-log.ts";
import { atFakeStart, createFakeMainClock } from "../fake-main-clock.ts";

function setUp() {
  const clock = createFakeMainClock();
  const [log, engineLog] = [createFakeLog(), createFakeLog()];
  const orders: EngineOrder[] = [];
  const engine = { isThere: true };
  const obeyed: HostCommand[] = [];
  const shown: SoundNow[] = [];
  const recorded: RecordingNews[] = [];
  const switchboard = createSwitchboard({
    clock,
    log,
    engineLog,
    showSound: (now) => void shown.push(now),
    takeRecording: (news) => void recorded.push(news),
    sendToEngine(order) {
      if (engine.isThere) orders.push(order);
      return engine.isThere;
    },
    obey(command) {
      obeyed.push(command);
      return command.type === "incidents.export" ? Promise.resolve(notSaved) : undefined;
    },
  });
  const heard: { readonly event: Event; readonly snapshot: Snapshot }[] = [];
  const outlet: Outlet = {
    name: "ear",
    receive: (event, snapshot) => void heard.push({ event, snapshot }),
    stop: () => undefined,
  };
  switchboard.addOutlets(outlet);
  const run = () => switchboard.publish({ type: "engine.changed", at: atFakeStart, engine: { state: "running" } });
  const start = () => {
    run();
    heard.length = 0;
  };
  return { clock, log, engineLog, orders, obeyed, engine, switchboard, heard, shown, recorded, start };
}

const notSaved = { ok: false, failure: { kind: "notSaved", message: "The disk is full." } } as const;
const dndOn = { type: "presence.dndChanged", at: 5, dnd: true } as const;

test("what the microphone hears goes to the windows and is no Event", () => {
  const { switchboard, heard, shown, engineLog } = setUp();
  switchboard.receiveReport({ type: "sound", now: { level: 7, echo: "idle" } });
  switchboard.receiveReport({ type: "sound", now: { level: 77, echo: "idle" } });
  expect({ shown, heard, lines: engineLog.lines }).toEqual({
    shown: [{ level: 7, echo: "idle" }],
    heard: [],
    lines: [],
  });
});

test("what is recorded goes to its file and is no Event", () => {
  const { switchboard, heard, recorded } = setUp();
  const chunk = { kind: "chunk", recordingId: "one.1", octets: new Uint8Array([1, 2]) };
  switchboard.receiveReport({ type: "recording", news: chunk });
  switchboard.receiveReport({ type: "recording", news: { ...chunk, octets: "text" } });
  expect({ recorded, heard }).toEqual({ recorded: [chunk], heard: [] });
});

describe("events", () => {
  test("are stamped with a number that rises from the time of the start, folded, then handed out", () => {
    const { switchboard, heard } = setUp();
    switchboard.receiveReport({ type: "event", event: dndOn });
    switchboard.receiveReport({ type: "event", event: { ...dndOn, at: 6, dnd: false } });
    expect(heard.map(({ event }) => event)).toEqual([
      { ...dndOn, seq: atFakeStart + 1 },
      { ...dndOn, at: 6, dnd: false, seq: atFakeStart + 2 },
    ]);
    expect(heard.map(({ snapshot }) => [snapshot.seq, snapshot.dnd])).toEqual([
      [atFakeStart + 1, true],
      [atFakeStart + 2, false],
    ]);
    expect(switchboard.snapshot()).toEqual({ ...createEmptySnapshot(atFakeStart), seq: atFakeStart + 2, at: 6 });
  });

  test("of the host go the same way, so an engine's restart does not turn the numbers back", () => {
    const { switchboard, heard } = setUp();
    switchboard.receiveReport({ type: "event", event: dndOn });
    switchboard.publish({ type: "engine.changed", at: 7, engine: { state: "running" } });
    expect(heard.map(({ event }) => event.seq)).toEqual([atFakeStart + 1, atFakeStart + 2]);
  });

  test("that an outlet publishes while it hears another come after it, for every outlet", () => {
    const { switchboard, heard } = setUp();
    const order: string[] = [];
    switchboard.addOutlets(
      {
        name: "speaker",
        receive: ({ type }) => {
          if (type === "presence.dndChanged") switchboard.publish({ type: "missed.changed", at: 8, missed: 1 });
        },
        stop: () => undefined,
      },
      { name: "later", receive: ({ type }) => void order.push(type), stop: () => undefined },
    );
    switchboard.receiveReport({ type: "event", event: dndOn });
    expect(order).toEqual(["presence.dndChanged", "missed.changed"]);
    expect(heard.map(({ event, snapshot }) => [event.seq, snapshot.missed])).toEqual([
      [atFakeStart + 1, 0],
      [atFakeStart + 2, 1],
    ]);
  });

  test("reach every other outlet when one throws, and the throw is logged", () => {
    const { switchboard, heard, log } = setUp();
    switchboard.addOutlets({
      name: "broken",
      receive: () => {
        throw new Error("no disk");
      },
      stop: () => undefined,
    });
    const later: number[] = [];
    switchboard.addOutlets({ name: "later", receive: ({ seq }) => void later.push(seq), stop: () => undefined });
    switchboard.receiveReport({ type: "event", event: dndOn });
    expect([heard.length, later.length]).toEqual([1, 1]);
    expect(log.lines).toEqual(["error outlet broken threw on presence.dndChanged: Error: no disk"]);
  });
});

test("an event that cannot be folded is dropped and told, and those that come after it are heard", () => {
  const { switchboard, heard, log } = setUp();
  switchboard.addOutlets({
    name: "speaker",
    receive({ type }) {
      if (type !== "presence.dndChanged") return;
      switchboard.publish({ type: "call.exploded", at: 7 } as never);
      switchboard.publish({ type: "missed.changed", at: 8, missed: 1 });
    },
    stop: () => undefined,
  });
  switchboard.receiveReport({ type: "event", event: dndOn });
  switchboard.publish({ type: "missed.changed", at: 9, missed: 2 });
  expect(heard.map(({ event, snapshot }) => [event.type, event.seq, snapshot.missed])).toEqual([
    ["presence.dndChanged", atFakeStart + 1, 0],
    ["missed.changed", atFakeStart + 2, 1],
    ["missed.changed", atFakeStart + 3, 2],
  ]);
  expect(log.lines).toEqual([expect.stringMatching(/^error call\.exploded could not be folded and was dropped: /u)]);
});

describe("malformed reports", () => {
  test.each([[null], ["text"], [{ type: "event", event: { type: "call.exploded" } }], [{ type: "beat" }]])(
    "such as %j are dropped with one warning",
    (report) => {
      const { switchboard, heard, log } = setUp();
      switchboard.receiveReport(report);
      expect(heard).toEqual([]);
      expect(log.lines).toHaveLength(1);
      expect(log.lines[0]).toMatch(/^warn dropped a malformed report of the engine: /u);
    },
  );
});

describe("the engine's other reports", () => {
  test("become lines of its own log", () => {
    const { switchboard, engineLog } = setUp();
    switchboard.receiveReport({ type: "log", line: { level: "warn", scope: "sip", text: "no answer" } });
    expect(engineLog.lines).toEqual(["warn sip: no answer"]);
  });

  test("tell of its life to whoever supervises it", () => {
    const { switchboard } = setUp();
    const signs: string[] = [];
    switchboard.listenToLifeSigns((sign) => void signs.push(sign.type));
    for (const type of ["ready", "stopped"]) switchboard.receiveReport({ type });
    switchboard.receiveReport({ type: "beat", id: 1 });
    switchboard.receiveReport({ type: "dialogs", dialogs: [] });
    expect(signs).toEqual(["ready", "stopped", "beat", "dialogs"]);
  });
});

describe("a command", () => {
  test("is parsed, forwarded with an id and its asker, and answered with the engine's reply", async () => {
    const { switchboard, orders, start } = setUp();
    start();
    const answer = switchboard.ask("api", { type: "call.dial", target: "600" });
    expect(orders).toEqual([{ type: "command", id: 1, asker: "api", command: { type: "call.dial", target: "600" } }]);
    switchboard.receiveReport({ type: "reply", id: 1, reply: { ok: true, callId: "c1" } });
    expect(await answer).toEqual({ ok: true, callId: "c1" });
  });

  test("that is main's own business is done by main, whether or not an engine runs", async () => {
    const { switchboard, orders, obeyed } = setUp();
    expect(await switchboard.ask("ui", { type: "recent.seen" })).toEqual({ ok: true });
    expect([obeyed, orders]).toEqual([[{ type: "recent.seen" }], []]);
  });

  test("that main could not do is answered with what main says", async () => {
    const { switchboard } = setUp();
    expect(await switchboard.ask("ui", { type: "incidents.export", withCustomers: false })).toEqual(notSaved);
  });

  test("that is malformed is refused with the path, logged once, and goes nowhere", async () => {
    const { switchboard, orders, log, start } = setUp();
    start();
    const answer = await switchboard.ask("ui", { type: "call.dial", target: 600 });
    expect(answer).toMatchObject({ ok: false, failure: { kind: "malformed" } });
    expect(orders).toEqual([]);
    expect(log.lines).toEqual([
      "warn dropped a malformed Command from ui: target: Invalid input: expected string, received number",
    ]);
  });

  test("that this asker may not ask is refused", async () => {
    const { switchboard, orders, start } = setUp();
    start();
    const answer = await switchboard.ask("link", { type: "call.dial", target: "600" });
    expect(answer).toEqual({
      ok: false,
      failure: { kind: "notAllowed", message: "call.dial cannot be asked from here." },
    });
    expect(orders).toEqual([]);
  });

  test("comes too early while the engine starts", async () => {
    const { switchboard } = setUp();
    expect(await switchboard.ask("ui", { type: "presence.setDnd", on: true })).toMatchObject({
      ok: false,
      failure: { kind: "notNow" },
    });
  });

  test("is answered engineLost when there is no engine, and when the engine is silent for 2 s", async () => {
    const { switchboard, engine, clock, start } = setUp();
    start();
    const silent = switchboard.ask("ui", { type: "presence.setDnd", on: true });
    clock.advance(2_000);
    engine.isThere = false;
    const absent = switchboard.ask("ui", { type: "presence.setDnd", on: true });
    for (const answer of await Promise.all([silent, absent])) {
      expect(answer).toMatchObject({ ok: false, failure: { kind: "engineLost" } });
    }
  });

  test("whose reply comes twice is answered once, and the second is told in the log", async () => {
    const { switchboard, log, start } = setUp();
    start();
    const answer = switchboard.ask("ui", { type: "presence.setDnd", on: true });
    switchboard.receiveReport({ type: "reply", id: 1, reply: { ok: true } });
    switchboard.receiveReport({ type: "reply", id: 1, reply: { ok: true } });
    await answer;
    expect(log.lines).toEqual(["warn a reply came for 1, which nobody awaits"]);
  });
});

describe("losing the engine", () => {
  const phone = {
    account: null,
    servers: [aServer()],
    reachability: "all",
    nextCall: { serverId: "main", why: "primaryReady" },
    preferredServerId: null,
    dnd: false,
    calls: [aCall({ state: "active", end: null })],
    devices: createEmptySnapshot(0).devices,
    colleagues: [aColleague({ state: "busy" })],
    voicemail: aVoicemail(),
    agent: anAgent({ desk: aDesk("ready", "2001") }),
  };
  const lostCall = {
    ...aCall({ state: "active" }),
    state: "ended",
    atEnded: 20,
    end: { by: "system", reason: "engineLost", code: null },
  };

  function lose() {
    const setup = setUp();
    setup.start();
    setup.switchboard.receiveReport({ type: "event", event: { type: "phone.started", at: 10, phone } });
    const waiting = setup.switchboard.ask("ui", { type: "presence.setDnd", on: true });
    setup.switchboard.publish({ type: "engine.changed", at: 20, engine: { state: "lost" } });
    return { ...setup, waiting };
  }

  test("ends its calls, takes its servers offline and answers what waits", async () => {
    const { switchboard, waiting } = lose();
    const after = switchboard.snapshot();
    expect(await waiting).toMatchObject({ ok: false, failure: { kind: "engineLost" } });
    expect(after.calls).toEqual([lostCall]);
    expect(after.servers.map(({ state, atSince }) => ({ state, atSince }))).toEqual([
      { state: "offline", atSince: 20 },
    ]);
    expect([after.reachability, after.nextCall]).toEqual(["none", { serverId: null, why: "noServer" }]);
    expect(after.colleagues).toEqual([aColleague({ state: "unknown" })]);
    expect(after.agent?.queues.map(({ state, wanted }) => [state, wanted])).toEqual([
      ["unknown", "unknown"],
      ["unknown", "unknown"],
    ]);
    expect(after.agent?.desk).toMatchObject({ state: "unknown", extension: null });
    expect([after.voicemail?.fresh, after.voicemail?.servers.map(({ state }) => state)]).toEqual([
      2,
      ["stale", "stale"],
    ]);
  });

  test("leaves the lost call to be read for 60 s, beside what a new engine brings", () => {
    const { switchboard, clock, heard } = lose();
    const another = aCall({ id: "call-2" });
    const restarted = { type: "phone.started", at: 30, phone: { ...phone, calls: [another] } };
    switchboard.receiveReport({ type: "event", event: restarted });
    expect(switchboard.snapshot().calls).toEqual([lostCall, another]);
    clock.advance(60_000);
    expect(switchboard.snapshot().calls).toEqual([another]);
    expect(heard.at(-1)?.event).toMatchObject({ type: "call.removed", callId: lostCall.id });
  });
});

describe("stopping the outlets", () => {
  test("stops all of them, and says which would not", async () => {
    const { switchboard, log } = setUp();
    const stopped: string[] = [];
    switchboard.addOutlets({
      name: "stuck",
      receive: () => undefined,
      stop: () => Promise.reject(new Error("port")),
    });
    switchboard.addOutlets({ name: "good", receive: () => undefined, stop: () => void stopped.push("good") });
    await switchboard.stopOutlets();
    expect(stopped).toEqual(["good"]);
    expect(log.lines).toEqual(["error outlet stuck did not stop: Error: port"]);
  });
});
