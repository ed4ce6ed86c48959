/** What an operator may ask of a recording, what its file reports, and when the parties are reminded of it. */
import { refuseCommand, type CommandReply } from "../../../../shared/contract/command.ts";
import type { RecordingConfig } from "../../../../shared/model/recording-policy.ts";
import type { RecordingTrouble, RecordingWish } from "../../../../shared/model/recording.ts";
import type { CallRecord } from "../calls/call-record.ts";
import { accepted } from "../calls/command-replies.ts";
import type { RecordingEvent } from "../recording-vocabulary.ts";
import { note, putCall, type Turn } from "../turn.ts";
import { isLive, type RecordingRecord } from "./recording-record.ts";
import { beep } from "./beep.ts";
import { beginRecording, endRecording } from "./settle-recordings.ts";

/** A line that was answered just now may not carry a voice yet, and a beep would be lost on it, ms. */
const voiceWithinMs = 1_000;

const notHere = refuseCommand("notAllowed", "Your administrator's rules do not let calls be recorded from this phone.");
const notConnected = refuseCommand("notNow", "Only a call that is connected can be recorded.");
const notRecorded = refuseCommand("notNow", "This call is not being recorded.");

/** @returns what may be asked of this call's recording now. */
export function listRecordingWishes(call: CallRecord, policy: RecordingConfig | null): RecordingWish[] {
  if (policy === null || call.state !== "active") return [];
  const stop: RecordingWish[] = policy.mode === "ask" ? ["stop"] : [];
  switch (call.recording?.state) {
    case "starting":
      return [];
    case "on":
      return policy.mayPause ? ["pause", ...stop] : stop;
    case "paused":
      return ["resume", ...stop];
    default:
      return ["start"];
  }
}

/** Begins, goes on after a pause, or tries again what failed. */
export function record(turn: Turn, call: CallRecord, policy: RecordingConfig | null): CommandReply {
  if (policy === null) return notHere;
  if (call.state !== "active") return notConnected;
  const { recording } = call;
  if (!isLive(recording)) beginRecording(turn, call, policy, "on");
  else if (recording.state === "paused") enter(turn, call, { ...recording, state: "on" }, policy);
  else if (recording.wanted === "paused") putCall(turn, { ...call, recording: { ...recording, wanted: "on" } });
  return accepted;
}

export function pauseRecording(turn: Turn, call: CallRecord, policy: RecordingConfig | null): CommandReply {
  if (policy === null) return notHere;
  const { recording } = call;
  if (!isLive(recording)) return notRecorded;
  if (!policy.mayPause) {
    return refuseCommand("notAllowed", "Your administrator's rules do not let a recording be paused.");
  }
  if (recording.state === "starting") putCall(turn, { ...call, recording: { ...recording, wanted: "paused" } });
  else if (recording.state === "on") enter(turn, call, { ...recording, state: "paused" }, policy);
  return accepted;
}

export function stopRecording(turn: Turn, call: CallRecord, policy: RecordingConfig | null): CommandReply {
  if (policy === null) return notHere;
  if (!isLive(call.recording)) return notRecorded;
  if (policy.mode === "always") {
    return refuseCommand("notAllowed", "Your administrator's rules have every call recorded to its end.");
  }
  endRecording(turn, call);
  return accepted;
}

export function decideRecordingEvent(turn: Turn, event: RecordingEvent): void {
  const call = turn.state.calls.find(({ recording }) => recording?.recordingId === event.recordingId);
  const recording = call?.recording ?? null;
  if (call === undefined || recording === null) return;
  if (event.type === "recording.failed") return fail(turn, call, event.trouble);
  if (recording.state !== "starting") return;
  const state = recording.wanted ?? "on";
  const opened: RecordingRecord = { ...recording, state, isKept: true, wanted: null, atGiveUp: null };
  enter(turn, call, opened, turn.state.config?.recording ?? null);
}

/** The call goes on, and says that it is not recorded. */
function fail(turn: Turn, call: CallRecord, trouble: RecordingTrouble): void {
  const { recording } = call;
  if (!isLive(recording)) return;
  note(turn, "warn", `call:${call.id}`, `recording failed: ${trouble}`);
  turn.effects.push({ type: "recording.end", recordingId: recording.recordingId });
  putCall(turn, {
    ...call,
    recording: { ...recording, state: "failed", atSince: turn.at, trouble, wanted: null, atGiveUp: null, atBeep: null },
  });
}

/** From here on it is recorded, which every party is told, or from here on it is not. */
function enter(turn: Turn, call: CallRecord, recording: RecordingRecord, policy: RecordingConfig | null): void {
  const atVoice = (call.atAnswered ?? turn.at) + voiceWithinMs;
  const isTooEarly = recording.state === "on" && atVoice > turn.at;
  const atBeep = isTooEarly ? atVoice : null;
  const entered = putCall(turn, { ...call, recording: { ...recording, atSince: turn.at, atBeep, isBeepOwed: false } });
  if (recording.state === "on" && !isTooEarly) beep(turn, entered, policy);
}

export function passTimeOfRecording(turn: Turn, call: CallRecord): void {
  const { recording } = call;
  if (!isLive(recording)) return;
  if (recording.atGiveUp !== null && recording.atGiveUp <= turn.at) return fail(turn, call, "unwritable");
  if (recording.atBeep === null || recording.atBeep > turn.at) return;
  beep(turn, call, turn.state.config?.recording ?? null);
}
