/** The beep by which every party hears that it is recorded. */
import type { RecordingConfig } from "../../../../shared/model/recording-policy.ts";
import { isAside, type CallRecord } from "../calls/call-record.ts";
import { putCall, type Turn } from "../turn.ts";

/** Of a call whose recording is on. On a call that is out of hearing it waits until somebody would hear it. */
export function beep(turn: Turn, call: CallRecord, policy: RecordingConfig | null): void {
  const { recording } = call;
  if (recording === null) return;
  const isBeepOwed = isOutOfHearing(call);
  const isWanted = policy !== null && policy.consentTone !== "off";
  if (isWanted && !isBeepOwed) {
    turn.effects.push({ type: "recording.beep", recordingId: recording.recordingId });
    turn.effects.push({ type: "tone.play", tone: "recording" });
  }
  const isRepeated = policy?.consentTone === "repeat" && !isBeepOwed;
  const atBeep = isRepeated ? turn.at + policy.toneEveryS * 1_000 : null;
  putCall(turn, { ...call, recording: { ...recording, atBeep, isBeepOwed: isWanted && isBeepOwed } });
}

export function isOutOfHearing(call: CallRecord): boolean {
  return isAside(call) || call.state !== "active";
}
