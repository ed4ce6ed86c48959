/** What an administrator's document may hold of the operator's settings; what it names, nobody else can change. */
import { z } from "zod";
import type { Forwarding } from "./forwarding.ts";
import type { WindowPolicy } from "./keys.ts";
import type { VoicePolicy } from "./voice.ts";

export type OperatorPolicy = VoicePolicy & WindowPolicy & { readonly forwarding?: Forwarding };

export const HeldSetting = z.enum([
  "echoCancellation",
  "noiseSuppression",
  "autoGain",
  "codecs",
  "headsetButtons",
  "notifications",
  "chords",
  "globalChords",
  "forwarding",
]);
export type HeldSetting = z.infer<typeof HeldSetting>;

/** @returns what the document holds, in the order of the settings. */
export function listHeld(policy: OperatorPolicy): HeldSetting[] {
  return HeldSetting.options.filter((setting) => policy[setting] !== undefined);
}
