/** A call's recording as the core keeps it. */
import type { CallId } from "../../../../shared/model/ids.ts";
import type { RecordingId, RecordingState, RecordingTrouble } from "../../../../shared/model/recording.ts";
import type { Instant } from "../../../../shared/model/time.ts";

export type RecordingRecord = {
  /** The call that the conversation began with. */
  readonly of: CallId;
  /** Files of the conversation so far. */
  readonly part: number;
  readonly recordingId: RecordingId;
  readonly state: RecordingState;
  readonly atSince: Instant;
  readonly trouble: RecordingTrouble | null;
  readonly isKept: boolean;
  /** What it becomes once its file is open; null once that is so. A call that is not answered yet begins with it. */
  readonly wanted: "on" | "paused" | null;
  /** While it starts: how long its file is waited for. */
  readonly atGiveUp: Instant | null;
  /** When the parties are reminded next. */
  readonly atBeep: Instant | null;
  /** A beep came due while nobody could hear it. */
  readonly isBeepOwed: boolean;
  /** What the recorder was told last. */
  readonly isSilent: boolean;
};

/** Its file is being written, or about to be. */
type LiveRecording = RecordingRecord & { readonly state: Exclude<RecordingState, "stopped" | "failed"> };

export function isLive(recording: RecordingRecord | null): recording is LiveRecording {
  return recording !== null && recording.state !== "stopped" && recording.state !== "failed";
}

/** The conversation goes on in another call, and with it what was recorded of it; that one begins when it is answered. */
export function inheritRecording(lost: RecordingRecord | null): RecordingRecord | null {
  if (lost === null) return null;
  const isPaused = lost.state === "paused" || lost.wanted === "paused";
  const goesOn = isLive(lost) || lost.state === "failed" || lost.wanted !== null;
  const wanted = goesOn ? (isPaused ? "paused" : "on") : null;
  return { ...lost, state: "stopped", trouble: null, wanted, atGiveUp: null, atBeep: null };
}
