/** The recording of one conversation, as its call shows it. */
import { z } from "zod";
import { CallId } from "./ids.ts";
import { EpochMs } from "./time.ts";

/** One file of a conversation that is recorded. */
export const RecordingId = z.string().min(1).max(80).brand("RecordingId");
export type RecordingId = z.infer<typeof RecordingId>;

/**
 *  starting → on ⇄ paused → stopped
 *      └───────┴─────┴────→ failed      (either may be started again, into a file of its own)
 */
export const RecordingState = z.enum(["starting", "on", "paused", "stopped", "failed"]);
export type RecordingState = z.infer<typeof RecordingState>;

/** `full`: the disk; `unwritable`: the folder; `slow`: the disk fell behind; `sound`: the voices could not be mixed. */
export const RecordingTrouble = z.enum(["full", "unwritable", "slow", "sound"]);
export type RecordingTrouble = z.infer<typeof RecordingTrouble>;

/** What may be asked of a recording now. */
export const RecordingWish = z.enum(["start", "pause", "resume", "stop"]);
export type RecordingWish = z.infer<typeof RecordingWish>;

export const Recording = z.strictObject({
  /** The call that the conversation began with; a rescue goes on with it. */
  id: CallId,
  state: RecordingState,
  atSince: EpochMs,
  /** Of `failed`. */
  trouble: RecordingTrouble.nullable(),
  /** Whether there is a file of it. */
  isKept: z.boolean(),
});
export type Recording = z.infer<typeof Recording>;
