/** Which of the operator's settings the administrator's document decides, and what they are then. */
import { z } from "zod";
import { noForwarding, type Forwarding } from "./forwarding.ts";
import type { PolicyDocument } from "./policy-document.ts";
import type { VoicePolicy } from "./voice.ts";

export const HeldSetting = z.enum([
  "echoCancellation",
  "noiseSuppression",
  "autoGain",
  "codecs",
  "headsetButtons",
  "forwarding",
]);
export type HeldSetting = z.infer<typeof HeldSetting>;

export type HeldSettings = VoicePolicy & { readonly forwarding?: Forwarding };

export function toHeldSettings({ media, failover }: PolicyDocument): HeldSettings {
  const { iceServers: _iceServers, ...voice } = media;
  return failover.forwarding === "off" ? { ...voice, forwarding: noForwarding } : voice;
}

/** @returns their names, in the order of the settings. */
export function listHeld(held: HeldSettings): HeldSetting[] {
  return HeldSetting.options.filter((setting) => held[setting] !== undefined);
}
