/** Which of the operator's settings a document or a policy may hold or preset, and by which of its own they are set. */
import { z } from "zod";
import { Offers, OfferWhere } from "./resolve-setting.ts";

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
  "ringVolume",
  "ringsOnSpeaker",
  "appearance",
  "language",
]);
export type HeldSetting = z.infer<typeof HeldSetting>;

/** By the operator's setting; one that is missing is his alone. */
export const OperatorOffers = z.partialRecord(HeldSetting, Offers);
export type OperatorOffers = z.infer<typeof OperatorOffers>;

/** Who holds what, for whoever asks why it cannot be changed. */
export const HeldFrom = z.partialRecord(HeldSetting, OfferWhere);
export type HeldFrom = z.infer<typeof HeldFrom>;

/** Sending calls on is allowed or not, by `failover.forwarding`; it is never set for the operator. */
export const settingKeys: Readonly<Record<Exclude<HeldSetting, "forwarding">, string>> = {
  echoCancellation: "media.echoCancellation",
  noiseSuppression: "media.noiseSuppression",
  autoGain: "media.autoGain",
  codecs: "media.codecs",
  headsetButtons: "media.headsetButtons",
  notifications: "window.notifications",
  chords: "window.chords",
  globalChords: "window.globalChords",
  ringVolume: "media.ringVolume",
  ringsOnSpeaker: "media.ringsOnSpeaker",
  appearance: "window.appearance",
  language: "window.language",
};
