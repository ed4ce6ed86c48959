/** Stories of calls that are recorded: by the operator's wish or by rule, held, paused, lost and rescued, and of files that fail. */
import { describe, expect, it } from "vitest";
import type { RecordingEffect } from "../../renderer/engine/core/recording-vocabulary.ts";
import type { Call } from "../../shared/model/call.ts";
import type { CallId } from "../../shared/model/ids.ts";
import { RecordingId } from "../../shared/model/recording.ts";
import { hearVoice, loseMain, ringFrom, talkTo } from "../simulation/desk-moves.ts";
import { backup, createSimulatedDesk, main, toConfig, type SimulatedDesk } from "../simulation/simulated-desk.ts";

const ok = { ok: true };

function deskWith(recording: object, emergency = "110"): SimulatedDesk {
  const desk = createSimulatedDesk(1, toConfig({}, { recording, dialing: { emergency: [emergency] } }));
  desk.advance(3_000);
  expect(desk.phone().reachability).toBe("all");
  return desk;
}

const told = (desk: SimulatedDesk): string[] =>
  desk.decided.flatMap(({ effect }) =>
    effect.type.startsWith("recording.") ? [describeEffect(effect as RecordingEffect)] : [],
  );

function describeEffect(effect: RecordingEffect): string {
  const silence = "isSilent" in effect && effect.isSilent ? " silent" : "";
  const on = "on" in effect ? (effect.on ? " silent" : " heard") : "";
  return `${effect.type.slice("recording.".length)} ${effect.recordingId.split(".").at(-1) ?? ""}${silence}${on}`;
}

const stateOf = (call: Call) => call.recording?.state ?? null;
const idOf = (of: CallId, part = 1) => RecordingId.parse(`${of}.${part}`);

/** Its file is open. */
function open(desk: SimulatedDesk, of: CallId, part = 1): void {
  desk.input({ type: "recording.opened", recordingId: idOf(of, part) });
  desk.advance(1);
}

function ask(desk: SimulatedDesk, what: "record" | "pauseRecording" | "stopRecording", callId: CallId) {
  const reply = desk.command({ type: `call.${what}`, callId });
  desk.advance(1);
  return reply;
}

describe("where nothing may be recorded", () => {
  it("is never recorded, and whoever asks is told why", () => {
    const desk = deskWith({});
    const id = talkTo(desk, "600");
    expect(desk.call(id)).toMatchObject({ recording: null, mayRecord: [] });
    expect(ask(desk, "record", id)).toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
    expect(told(desk)).toEqual([]);
  });
});

describe("a call that the operator may record", () => {
  it("is recorded from the wish to the next, and says so only once its file is open", () => {
    const desk = deskWith({ mode: "ask" });
    const id = talkTo(desk, "600");
    expect(desk.call(id)).toMatchObject({ recording: null, mayRecord: ["start"] });
    expect(ask(desk, "record", id)).toEqual(ok);
    expect(desk.call(id)).toMatchObject({ recording: { id, state: "starting", isKept: false }, mayRecord: [] });
    open(desk, id);
    expect(desk.call(id)).toMatchObject({ recording: { state: "on", isKept: true }, mayRecord: ["pause", "stop"] });
    expect(ask(desk, "stopRecording", id)).toEqual(ok);
    expect(desk.call(id)).toMatchObject({ recording: { state: "stopped", isKept: true }, mayRecord: ["start"] });
    expect(told(desk)).toEqual(["begin 1", "beep 1", "end 1"]);
    expect(desk.effects("tone.play").filter(({ tone }) => tone === "recording")).toHaveLength(1);
  });

  it("goes into a second file when it is recorded again", () => {
    const desk = deskWith({ mode: "ask", consentTone: "off" });
    const id = talkTo(desk, "600");
    ask(desk, "record", id);
    open(desk, id);
    ask(desk, "stopRecording", id);
    ask(desk, "record", id);
    open(desk, id, 2);
    expect(told(desk)).toEqual(["begin 1", "end 1", "begin 2"]);
  });

  it("ends its recording with itself, and a file that opens in that moment counts", () => {
    const desk = deskWith({ mode: "ask" });
    const id = talkTo(desk, "600");
    ask(desk, "record", id);
    desk.command({ type: "call.hangUp", callId: id });
    desk.advance(1);
    open(desk, id);
    expect(told(desk)).toEqual(["begin 1", "end 1"]);
    expect(desk.call(id)).toMatchObject({ state: "ended", recording: { state: "stopped", isKept: true } });
  });

  it("cannot be recorded before it is answered or after its end", () => {
    const desk = deskWith({ mode: "ask" });
    const { id } = ringFrom(desk, main, "0312345678");
    expect(ask(desk, "record", id)).toMatchObject({ ok: false, failure: { kind: "notNow" } });
    expect(ask(desk, "stopRecording", id)).toMatchObject({ ok: false, failure: { kind: "notNow" } });
  });
});

describe("a call that the rules have recorded", () => {
  it("is recorded from its answer, and nobody stops it", () => {
    const desk = deskWith({ mode: "always", consentTone: "off" });
    const { id } = ringFrom(desk, main, "0312345678");
    expect(told(desk)).toEqual([]);
    desk.command({ type: "call.answer", callId: id });
    desk.advance(200);
    expect(told(desk)).toEqual(["begin 1"]);
    open(desk, id);
    expect(desk.call(id).mayRecord).toEqual(["pause"]);
    expect(ask(desk, "stopRecording", id)).toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
    expect(stateOf(desk.call(id))).toBe("on");
  });

  it("leaves out what is said in a pause, where that is allowed", () => {
    const desk = deskWith({ mode: "always", consentTone: "start" });
    const id = talkTo(desk, "600");
    open(desk, id);
    ask(desk, "pauseRecording", id);
    expect(desk.call(id)).toMatchObject({ recording: { state: "paused" }, mayRecord: ["resume"] });
    ask(desk, "record", id);
    expect(stateOf(desk.call(id))).toBe("on");
    expect(told(desk)).toEqual(["begin 1", "beep 1", "silence 1 silent", "beep 1", "silence 1 heard"]);
  });

  it("is paused before its file is open too", () => {
    const desk = deskWith({ mode: "always" });
    const id = talkTo(desk, "600");
    ask(desk, "pauseRecording", id);
    open(desk, id);
    expect(stateOf(desk.call(id))).toBe("paused");
    expect(told(desk)).toEqual(["begin 1", "silence 1 silent"]);
  });

  it("goes on without a pause where none is allowed", () => {
    const desk = deskWith({ mode: "always", mayPause: false });
    const id = talkTo(desk, "600");
    open(desk, id);
    expect(ask(desk, "pauseRecording", id)).toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
    expect(desk.call(id).mayRecord).toEqual([]);
  });
});

describe("the beep", () => {
  it("comes again and again while the recording is on, and not in a pause", () => {
    const desk = deskWith({ mode: "always", consentTone: "repeat", toneEveryS: 10 });
    const id = talkTo(desk, "600");
    open(desk, id);
    const beeps = () => told(desk).filter((line) => line.startsWith("beep")).length;
    expect(beeps()).toBe(1);
    desk.advance(30_500);
    expect(beeps()).toBe(4);
    ask(desk, "pauseRecording", id);
    desk.advance(60_000);
    expect(beeps()).toBe(4);
  });

  it("waits until a line that was answered just now carries a voice", () => {
    const desk = deskWith({ mode: "always" });
    const { id } = ringFrom(desk, main, "0312345678");
    desk.command({ type: "call.answer", callId: id });
    desk.advance(200);
    open(desk, id);
    expect(told(desk)).toEqual(["begin 1"]);
    desk.advance(1_000);
    expect(told(desk)).toEqual(["begin 1", "beep 1"]);
  });

  it("waits while the call is held, and then comes at once", () => {
    const desk = deskWith({ mode: "always", consentTone: "repeat", toneEveryS: 10 });
    const id = talkTo(desk, "600");
    open(desk, id);
    desk.command({ type: "call.hold", callId: id });
    desk.advance(60_000);
    expect(told(desk)).toEqual(["begin 1", "beep 1", "silence 1 silent"]);
    desk.command({ type: "call.resume", callId: id });
    desk.advance(100);
    expect(told(desk).slice(3).toSorted()).toEqual(["beep 1", "silence 1 heard"]);
  });
});

describe("a recording that fails", () => {
  it("leaves the call alone, says what is wrong, and can be tried again", () => {
    const desk = deskWith({ mode: "always", consentTone: "off" });
    const id = talkTo(desk, "600");
    open(desk, id);
    desk.input({ type: "recording.failed", recordingId: idOf(id), trouble: "full" });
    expect(desk.call(id)).toMatchObject({
      state: "active",
      recording: { state: "failed", trouble: "full", isKept: true },
      mayRecord: ["start"],
    });
    desk.advance(60_000);
    expect(told(desk)).toEqual(["begin 1", "end 1"]);
    expect(ask(desk, "record", id)).toEqual(ok);
    open(desk, id, 2);
    expect(stateOf(desk.call(id))).toBe("on");
  });

  it("is given up when its file does not open in time", () => {
    const desk = deskWith({ mode: "ask" });
    const id = talkTo(desk, "600");
    ask(desk, "record", id);
    desk.advance(5_100);
    expect(desk.call(id).recording).toMatchObject({ state: "failed", trouble: "unwritable", isKept: false });
  });

  it("stops no emergency call", () => {
    const desk = deskWith({ mode: "always" }, "600");
    const id = talkTo(desk, "600");
    desk.input({ type: "recording.failed", recordingId: idOf(id), trouble: "unwritable" });
    desk.advance(1_000);
    expect(desk.call(id)).toMatchObject({ state: "active", recording: { state: "failed" } });
  });

  it("takes no news of a file that is no more", () => {
    const desk = deskWith({ mode: "ask" });
    const id = talkTo(desk, "600");
    desk.input({ type: "recording.failed", recordingId: idOf(id), trouble: "full" });
    expect(desk.call(id).recording).toBeNull();
  });
});

describe("a call that is lost with its server", () => {
  it("is silent in its file, and its rescue goes on in a second file of the same conversation", () => {
    const desk = deskWith({ mode: "ask", consentTone: "off" });
    const id = talkTo(desk, "600");
    ask(desk, "record", id);
    open(desk, id);
    loseMain(desk, id);
    expect(desk.call(id).state).toBe("stranded");
    expect(told(desk)).toEqual(["begin 1", "silence 1 silent"]);
    const reply = desk.command({ type: "call.rescue", callId: id });
    if (!reply.ok || reply.callId === undefined) throw new Error("not rescued");
    desk.advance(1_000);
    const rescue = reply.callId;
    expect(desk.call(rescue)).toMatchObject({
      state: "active",
      serverId: backup,
      recording: { id, state: "starting" },
    });
    open(desk, id, 2);
    expect(desk.call(rescue).recording).toMatchObject({ id, state: "on", isKept: true });
    expect(told(desk)).toEqual(["begin 1", "silence 1 silent", "end 1", "begin 2"]);
  });
});

describe("a changed document", () => {
  it("ends recordings that it forbids, and lets go on what it only signs out of", () => {
    const desk = deskWith({ mode: "always", consentTone: "repeat" });
    const id = talkTo(desk, "600");
    open(desk, id);
    hearVoice(desk, id, true);
    desk.input({ type: "configured", config: null });
    desk.advance(60_000);
    expect(stateOf(desk.call(id))).toBe("on");
    desk.input({ type: "configured", config: toConfig({}, { recording: { mode: "off" } }) });
    desk.advance(1);
    expect(desk.call(id)).toMatchObject({ state: "active", recording: { state: "stopped" }, mayRecord: [] });
  });
});
