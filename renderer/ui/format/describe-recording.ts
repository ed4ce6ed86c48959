/** Whether a call is recorded, in words. */
import type { MessageKey } from "../../../shared/i18n/catalogues.ts";
import type { Recording, RecordingTrouble } from "../../../shared/model/recording.ts";

const troubles = {
  full: "recording.failedFull",
  unwritable: "recording.failedUnwritable",
  slow: "recording.failedSlow",
  sound: "recording.failedSound",
} as const satisfies Record<RecordingTrouble, MessageKey>;

const states = {
  starting: "recording.starting",
  on: "recording.on",
  paused: "recording.paused",
  stopped: "recording.stopped",
} as const satisfies Record<Exclude<Recording["state"], "failed">, MessageKey>;

/** @param recording null: nobody began one. */
export function describeRecording(recording: Pick<Recording, "state" | "trouble"> | null): MessageKey {
  if (recording === null) return "recording.idle";
  return recording.state === "failed" ? troubles[recording.trouble ?? "sound"] : states[recording.state];
}
