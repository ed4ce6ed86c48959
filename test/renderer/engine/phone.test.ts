/** The loop around the core: orders in, effects to the right port, Events out, one alarm, and nothing that throws. */
import { describe, expect, it } from "vitest";
import type { SipEffect, SipEvent } from "../../../renderer/engine/core/sip-vocabulary.ts";
import { createPhone } from "../../../renderer/engine/phone.ts";
import type { OpenDialog } from "../../../shared/model/open-dialog.ts";
import type { SipPort } from "../../../renderer/engine/ports/sip.ts";
import type { EngineReport, LogLine } from "../../../shared/contract/wire.ts";
import { createEmitter } from "../../../shared/lib/emitter.ts";
import { defaultSettings, toSoundSettings } from "../../../shared/model/settings.ts";
import { CallId, InviteId } from "../../../shared/model/ids.ts";
import { RecordingId } from "../../../shared/model/recording.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { createFakeHeadsets } from "../../fakes/fake-headsets.ts";
import { createFakeHost } from "../../fakes/fake-host.ts";
import { createFakeRecorder } from "../../fakes/fake-recorder.ts";
import { createFakeSound } from "../../fakes/fake-sound.ts";
import { createFixedDice } from "../../fakes/fixed-dice.ts";
import { cordless } from "../../scenarios/headset-desk.ts";
import { main, toConfig } from "../../simulation/simulated-desk.ts";

function aPhone(breakOn: SipEffect["type"] | null = null, onReport: (report: EngineReport) => void = () => {}) {
  const clock = createFakeClock();
  const host = createFakeHost(onReport);
  const sound = createFakeSound();
  const headset = createFakeHeadsets();
  const recorder = createFakeRecorder();
  const lines: LogLine[] = [];
  const performed: SipEffect[] = [];
  const network = createEmitter<void>(() => undefined);
  const events = createEmitter<SipEvent>((error) => {
    throw error;
  });
  const dialogs = createEmitter<readonly OpenDialog[]>((error) => {
    throw error;
  });
  const ended: OpenDialog[] = [];
  const sip: SipPort = {
    configure: () => undefined,
    perform(effect) {
      if (effect.type === breakOn) throw new Error("the port broke");
      performed.push(effect);
    },
    listen: events.listen,
    listenToDialogs: dialogs.listen,
    endDialogs: (left) => void ended.push(...left),
    dispose: () => undefined,
  };
  const phone = createPhone({
    sip,
    sound,
    headset,
    recorder,
    host,
    clock,
    dice: createFixedDice(),
    log: { write: (line) => void lines.push(line) },
    network: { listen: (onChange) => network.listen(onChange) },
  });
  phone.start();
  return { phone, clock, host, sound, headset, recorder, lines, performed, network, emit: events.emit, dialogs, ended };
}

function registered(onReport?: (report: EngineReport) => void): ReturnType<typeof aPhone> {
  const desk = aPhone(null, onReport);
  desk.host.order({ type: "configure", config: toConfig() });
  desk.clock.advance(400);
  for (const effect of [...desk.performed]) {
    if (effect.type === "socket.open") desk.emit({ ...effect, type: "socket.opened" });
  }
  for (const effect of [...desk.performed]) {
    if (effect.type !== "register.send") continue;
    const { serverId, connection } = effect;
    desk.emit({
      type: "register.answered",
      serverId,
      connection,
      code: 200,
      expiresS: 120,
      retryAfterS: null,
      minExpiresS: null,
    });
  }
  return desk;
}

const offered = (inviteId: InviteId): SipEvent => ({
  type: "leg.offered",
  serverId: main,
  connection: 1,
  inviteId,
  remote: { number: "0312345678", name: null },
  strongKey: null,
  answerAfterS: null,
  queue: null,
});

describe("the phone", () => {
  it("says that it is ready, then its whole state, before anything else", () => {
    const { host } = aPhone();
    expect(host.reports.map((report) => (report.type === "event" ? report.event.type : report.type))).toEqual([
      "ready",
      "phone.started",
    ]);
  });

  it("takes a configuration, registers on both and announces it on the wall clock", () => {
    const { host, clock } = registered();
    const last = host.reported("event").findLast(({ event }) => event.type === "reachability.changed");
    expect(last?.event).toEqual({ type: "reachability.changed", at: clock.wallNow(), reachability: "all" });
  });

  it("answers every command with its id, and every beat", () => {
    const { host } = registered();
    host.order({ type: "command", id: 7, asker: "ui", command: { type: "presence.setDnd", on: true } });
    host.order({ type: "beat", id: 8 });
    expect(host.reported("reply")).toEqual([{ type: "reply", id: 7, reply: { ok: true } }]);
    expect(host.reported("beat")).toEqual([{ type: "beat", id: 8 }]);
  });

  it("rings and opens the microphone for an incoming call, and probes by itself as time passes", () => {
    const { emit, sound, clock, performed } = registered();
    emit({
      type: "leg.offered",
      serverId: main,
      connection: 1,
      inviteId: InviteId.parse("leg-1"),
      remote: { number: "0312345678", name: null },
      strongKey: null,
      answerAfterS: null,
      queue: null,
    });
    expect([sound.sounding(), sound.isMicrophoneOpen()]).toEqual([["ring"], true]);
    clock.advance(6_100);
    expect(performed.some((effect) => effect.type === "probe.send")).toBe(true);
  });

  it("uses headsets as main says, hears their keys, lights their lamps, and tells which there are", () => {
    const { emit, headset, host, phone } = registered();
    host.order({ type: "useSound", sound: { ...toSoundSettings(defaultSettings), headsetButtons: false } });
    host.order({ type: "useSound", sound: toSoundSettings(defaultSettings) });
    expect(headset.used).toEqual([false, true]);
    headset.tell({ type: "headset.listed", headsets: [cordless] });
    const inviteId = InviteId.parse("leg-1");
    emit(offered(inviteId));
    expect(headset.lamps(cordless.id)).toMatchObject({ ring: true, offHook: false });
    headset.tell({ type: "headset.moved", headsetId: cordless.id, key: "hook", kind: "switch", isOn: true });
    expect(phone.state().calls[0]?.answering.kind).toBe("sending");
    host.order({ type: "command", id: 7, asker: "ui", command: { type: "headset.retry" } });
    expect(headset.performed.at(-1)).toEqual({ type: "headset.retry" });
    const told = host
      .reported("event")
      .flatMap(({ event }) => (event.type === "headsets.changed" ? [event.headsets] : []));
    expect(told).toEqual([[cordless]]);
  });

  it("distrusts both registrations on resume", () => {
    const { host, phone } = registered();
    host.order({ type: "resume" });
    expect(phone.state().registrations.map((one) => one.phase.kind)).toEqual(["doubtful", "doubtful"]);
  });

  it("tells an outage as it goes on: opened with its first sign, then what came to it", () => {
    const { emit, host, clock } = registered();
    const atLoss = clock.wallNow();
    emit({ type: "socket.closed", serverId: main, connection: 1, code: 1006 });
    clock.advance(11_000);
    const [opened, ...news] = host
      .reported("event")
      .flatMap(({ event }) => (event.type === "incident.changed" ? [event.change] : []));
    expect(opened).toMatchObject({
      kind: "opened",
      incident: { serverId: "main", atOpened: atLoss, entries: [{ ms: 0, what: "lost" }, { what: "failover" }, {}] },
    });
    const told = news.flatMap((change) => (change.kind === "noted" ? change.entries.map(({ what }) => what) : []));
    expect(told).toContain("connect");
  });

  it("tells nothing more of a call that ended, though the wall clock was set while the computer slept", () => {
    const { emit, host, clock, phone } = registered();
    const inviteId = InviteId.parse("leg-1");
    emit(offered(inviteId));
    const callId = phone.state().calls[0]?.id ?? CallId.parse("none");
    host.order({ type: "command", id: 7, asker: "ui", command: { type: "call.reject", callId } });
    clock.setWall(-3_600_000);
    host.order({ type: "resume" });
    const ofCalls = host.reported("event").filter(({ event }) => "call" in event);
    expect(ofCalls.map(({ event }) => event.type)).toEqual(["call.offered", "call.ended"]);
  });

  it("makes every server prove itself when the network changed", () => {
    const { network, performed } = registered();
    const before = performed.filter((effect) => effect.type === "probe.send").length;
    network.emit();
    expect(performed.filter((effect) => effect.type === "probe.send")).toHaveLength(before + 2);
  });

  it("takes main's word that an address is gone for a change of network", () => {
    const { host, performed } = registered();
    const before = performed.filter((effect) => effect.type === "probe.send").length;
    host.order({ type: "networkChanged" });
    expect(performed.filter((effect) => effect.type === "probe.send")).toHaveLength(before + 2);
  });

  it("tells main of open dialogs, and ends those that an engine before it left", () => {
    const { host, dialogs, ended } = aPhone();
    const left = [{ callId: "one" } as OpenDialog];
    dialogs.emit(left);
    expect(host.reported("dialogs")).toEqual([{ type: "dialogs", dialogs: left }]);
    host.order({ type: "endDialogs", dialogs: left });
    expect(ended).toEqual(left);
  });

  it("logs a port that throws and lives on", () => {
    const { host, lines, phone, clock } = aPhone("socket.open");
    host.order({ type: "configure", config: toConfig() });
    clock.advance(400);
    expect(lines.some((line) => line.level === "error" && line.text.includes("socket.open failed"))).toBe(true);
    expect(phone.state().registrations).toHaveLength(2);
  });

  it("says that an outage could not be told, and what was decided stands", () => {
    const { host, lines, phone, emit } = registered((report) => {
      if (report.type === "event" && report.event.type === "incident.changed") throw new Error("the book broke");
    });
    const [main] = phone.state().registrations;
    if (main === undefined) throw new Error("no server");
    emit({ type: "socket.closed", serverId: main.serverId, connection: main.connection, code: 1006 });
    const errors = lines.filter(({ level }) => level === "error").map(({ text }) => text);
    expect(errors).toEqual([
      expect.stringMatching(/^could not tell the outages after socket\.closed: Error: the book broke/u),
    ]);
    expect(host.reported("event").some(({ event }) => event.type === "server.stateChanged")).toBe(true);
  });

  it("hangs up, unregisters and says that it has stopped", () => {
    const { host, performed, clock } = registered();
    host.order({ type: "stop" });
    const farewells = performed.filter((effect) => effect.type === "register.send" && effect.expiresS === 0);
    expect(farewells).toHaveLength(2);
    expect(host.reported("stopped")).toEqual([]);
    clock.advance(1_000);
    expect(host.reported("stopped")).toEqual([{ type: "stopped" }]);
  });
});

describe("a phone that is to stop only when nobody uses it", () => {
  it("stops as ever when no call is up", () => {
    const { host, clock } = registered();
    host.order({ type: "stopIfIdle" });
    clock.advance(1_000);
    expect([host.reported("stayed"), host.reported("stopped")]).toEqual([[], [{ type: "stopped" }]]);
  });

  it("says that it stays when one is, and goes on with it (E12)", () => {
    const { host, clock, phone, performed } = registered();
    host.order({ type: "command", id: 1, asker: "ui", command: { type: "call.dial", target: "600" } });
    host.order({ type: "stopIfIdle" });
    clock.advance(1_000);
    expect([host.reported("stayed"), host.reported("stopped")]).toEqual([[{ type: "stayed" }], []]);
    expect(phone.state().calls.map(({ state }) => state)).toEqual(["dialing"]);
    expect(performed.filter((effect) => effect.type === "register.send" && effect.expiresS === 0)).toEqual([]);
  });
});

describe("the phone of a computer that slept", () => {
  const phases = ({ phone }: ReturnType<typeof aPhone>) => phone.state().registrations.map((one) => one.phase.kind);
  const count = ({ performed }: ReturnType<typeof aPhone>, type: SipEffect["type"]) =>
    performed.filter((effect) => effect.type === type).length;

  it.each([
    ["1 s", 1_000, "doubtful"],
    ["1 min", 60_000, "doubtful"],
    ["10 min", 600_000, "registering"],
    ["10 h", 36_000_000, "registering"],
  ])("for %s claims nothing, whichever clock went on, and asks each server once", (_for, ms, phase) => {
    for (const monotonic of ["goesOn", "standsStill"] as const) {
      const desk = registered();
      desk.clock.advance(1_000);
      desk.host.order({ type: "suspend" });
      desk.clock.sleep(ms, monotonic);
      const before = { register: count(desk, "register.send"), probe: count(desk, "probe.send") };
      desk.host.order({ type: "resume" });
      expect(phases(desk)).toEqual([phase, phase]);
      const reach = desk.host.reported("event").findLast(({ event }) => event.type === "reachability.changed");
      expect(reach?.event).toMatchObject({ reachability: "none" });
      desk.clock.advance(0);
      desk.host.order({ type: "resume" });
      desk.clock.advance(100);
      expect(count(desk, "register.send") - before.register).toBe(2);
      expect(count(desk, "probe.send") - before.probe).toBe(phase === "doubtful" ? 2 : 0);
    }
  });

  it("without a word from the system finds out by the first thing that comes in, and rings all the same", () => {
    const desk = registered();
    desk.clock.sleep(30_000, "goesOn");
    desk.emit({
      type: "leg.offered",
      serverId: main,
      connection: 1,
      inviteId: InviteId.parse("leg-1"),
      remote: { number: "0312345678", name: null },
      strongKey: null,
      answerAfterS: null,
      queue: null,
    });
    expect([phases(desk), desk.sound.sounding()]).toEqual([["doubtful", "doubtful"], ["ring"]]);
    const asked = count(desk, "register.send");
    desk.clock.advance(100);
    expect(count(desk, "register.send")).toBe(asked);
  });

  it("takes no answer for a proof that was on its way before", () => {
    const desk = registered();
    desk.host.order({ type: "command", id: 1, asker: "ui", command: { type: "server.probe" } });
    const probes = desk.performed.filter((effect) => effect.type === "probe.send");
    desk.host.order({ type: "suspend" });
    desk.clock.sleep(20_000, "goesOn");
    desk.host.order({ type: "resume" });
    for (const { serverId, connection, probeId } of probes) {
      desk.emit({ type: "probe.answered", serverId, connection, probeId, code: 200, retryAfterS: null });
      desk.emit({ type: "server.responded", serverId, connection });
    }
    expect(phases(desk)).toEqual(["doubtful", "doubtful"]);
    const fresh = desk.performed.filter((effect) => effect.type === "probe.send").slice(-2);
    for (const { serverId, connection, probeId } of fresh) {
      desk.emit({ type: "probe.answered", serverId, connection, probeId, code: 200, retryAfterS: null });
    }
    expect(phases(desk)).toEqual(["ready", "ready"]);
  });

  it.each([-86_400_000, -3_600_000, 3_600_000, 86_400_000])(
    "shows every time by the new wall clock when it is set by %i ms, and no duration changes",
    (byMs) => {
      const desk = registered();
      desk.host.order({ type: "command", id: 1, asker: "ui", command: { type: "call.dial", target: "600" } });
      const [invite] = desk.performed.filter((effect) => effect.type === "attempt.invite");
      if (invite === undefined) throw new Error("nothing was dialled");
      desk.emit({ type: "attempt.answered", inviteId: invite.inviteId });
      const answered = desk.host.reported("event").findLast(({ event }) => event.type === "call.answered");
      const before = answered?.event.type === "call.answered" ? answered.event.call.atAnswered : null;
      desk.clock.setWall(byMs);
      desk.clock.advance(1_500);
      desk.host.order({ type: "command", id: 2, asker: "ui", command: { type: "presence.setDnd", on: true } });
      const events = desk.host.reported("event").map(({ event }) => event);
      const shown = events.findLast((event) => "call" in event && event.call.atAnswered !== null);
      expect(shown).toMatchObject({ call: { state: "active", atAnswered: (before ?? 0) + byMs } });
      desk.emit({ type: "dialog.ended", inviteId: invite.inviteId });
      const ended = desk.host.reported("event").findLast(({ event }) => event.type === "call.ended")?.event;
      if (ended?.type !== "call.ended") throw new Error("the call goes on");
      expect((ended.call.atEnded ?? 0) - (ended.call.atAnswered ?? 0)).toBe(1_500);
      desk.clock.setWall(-byMs);
      desk.host.order({ type: "command", id: 3, asker: "ui", command: { type: "presence.setDnd", on: false } });
      const afterwards = desk.host.reported("event").map(({ event }) => event);
      const last = afterwards.findLast((event) => "call" in event);
      expect(last).toEqual(ended);
      expect(desk.performed.filter((effect) => effect.type === "socket.close")).toEqual([]);
    },
  );

  it("hands a recording to the recorder, and what main tells of its file to the core", () => {
    const desk = registered();
    const recording = { mode: "ask", mayPause: true, consentTone: "off", toneEveryS: 15, format: "wav" } as const;
    desk.host.order({ type: "configure", config: { ...toConfig(), recording } });
    desk.host.order({ type: "command", id: 1, asker: "ui", command: { type: "call.dial", target: "600" } });
    const [invite] = desk.performed.filter((effect) => effect.type === "attempt.invite");
    if (invite === undefined) throw new Error("nothing was dialled");
    desk.emit({ type: "attempt.answered", inviteId: invite.inviteId });
    const { callId } = invite;
    desk.host.order({ type: "command", id: 2, asker: "ui", command: { type: "call.record", callId } });
    const [begun] = desk.recorder.performed;
    expect(begun).toMatchObject({ type: "recording.begin", callId, of: callId, part: 1, format: "wav" });
    const recordingId = RecordingId.parse(`${callId}.1`);
    desk.host.order({ type: "recordingTold", recordingId, trouble: null });
    desk.host.order({ type: "recordingTold", recordingId, trouble: "full" });
    const told = desk.host
      .reported("event")
      .flatMap(({ event }) => ("call" in event && event.call.recording !== null ? [event.call.recording.state] : []));
    expect(told).toEqual(["starting", "on", "failed"]);
    expect(desk.recorder.performed.at(-1)).toEqual({ type: "recording.end", recordingId });
  });
});
