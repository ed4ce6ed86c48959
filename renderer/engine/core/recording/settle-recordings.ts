/** Which calls are recorded follows from the calls and the document after every decision; a call never waits for it. */
import type { RecordingConfig } from "../../../../shared/model/recording-policy.ts";
import { RecordingId } from "../../../../shared/model/recording.ts";
import { isOver, type CallRecord } from "../calls/call-record.ts";
import { note, putCall, type Turn } from "../turn.ts";
import { beep, isOutOfHearing } from "./beep.ts";
import { isLive, type RecordingRecord } from "./recording-record.ts";

/** How long a file may take to open, ms: a folder on a network may be slow. */
const openWithinMs = 5_000;

/** After signing out there is no document to go by: what is recorded goes on. */
export function settleRecordings(turn: Turn): void {
  const { config } = turn.state;
  for (const call of turn.state.calls) {
    if (isOver(call) || (config !== null && config.recording === null)) endRecording(turn, call);
    else if (config !== null && config.recording !== null && isDue(call, config.recording)) {
      beginRecording(turn, call, config.recording, call.recording?.wanted ?? "on");
    } else settleSilence(turn, call);
  }
}

function isDue(call: CallRecord, policy: RecordingConfig): boolean {
  if (call.state !== "active" || call.inviteId === null || isLive(call.recording)) return false;
  return call.recording === null ? policy.mode === "always" : call.recording.wanted !== null;
}

/** Into a file of its own, whatever was recorded of this conversation before. */
export function beginRecording(turn: Turn, call: CallRecord, policy: RecordingConfig, wanted: "on" | "paused"): void {
  const { inviteId, recording } = call;
  if (inviteId === null) return;
  const of = recording?.of ?? call.id;
  const part = (recording?.part ?? 0) + 1;
  const recordingId = RecordingId.parse(`${of}.${part}`);
  const isSilent = wanted === "paused" || isOutOfHearing(call);
  note(turn, "info", `call:${call.id}`, `recording begins, file ${part} of ${of}`);
  turn.effects.push({
    type: "recording.begin",
    recordingId,
    inviteId,
    callId: call.id,
    of,
    part,
    format: policy.format,
    isSilent,
  });
  const begun: RecordingRecord = {
    of,
    part,
    recordingId,
    state: "starting",
    atSince: turn.at,
    trouble: null,
    isKept: recording?.isKept ?? false,
    wanted,
    atGiveUp: turn.at + openWithinMs,
    atBeep: null,
    isBeepOwed: false,
    isSilent,
  };
  putCall(turn, { ...call, recording: begun });
}

/** The call is over, or it shall be recorded no more. A file that opens in this moment will be there. */
export function endRecording(turn: Turn, call: CallRecord): void {
  const { recording } = call;
  if (!isLive(recording)) return;
  note(turn, "info", `call:${call.id}`, "recording ends");
  turn.effects.push({ type: "recording.end", recordingId: recording.recordingId });
  putCall(turn, {
    ...call,
    recording: {
      ...recording,
      state: "stopped",
      isKept: true,
      atSince: turn.at,
      wanted: null,
      atGiveUp: null,
      atBeep: null,
    },
  });
}

/** What is said while the call is held or lost is not said in it. */
function settleSilence(turn: Turn, call: CallRecord): void {
  const { recording } = call;
  if (!isLive(recording)) return;
  const isSilent = recording.state === "paused" || recording.wanted === "paused" || isOutOfHearing(call);
  if (isSilent === recording.isSilent) return;
  turn.effects.push({ type: "recording.silence", recordingId: recording.recordingId, on: isSilent });
  const settled = putCall(turn, { ...call, recording: { ...recording, isSilent } });
  if (recording.isBeepOwed && recording.state === "on") beep(turn, settled, turn.state.config?.recording ?? null);
}
