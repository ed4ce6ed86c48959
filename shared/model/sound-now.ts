/** What the microphone hears at this moment, and how far the echo test has come: shown, and kept nowhere. */
import { z } from "zod";

/** Recording what is said, playing it back, or neither. */
export const EchoPhase = z.enum(["idle", "recording", "playing"]);
export type EchoPhase = z.infer<typeof EchoPhase>;

export const SoundNow = z.strictObject({
  /** 0 (silence) to 20 (as loud as can be), 3 dB a step; null while nobody looks. */
  level: z.number().int().min(0).max(20).nullable(),
  echo: EchoPhase,
});
export type SoundNow = z.infer<typeof SoundNow>;

export const nothingHeard: SoundNow = { level: null, echo: "idle" };
