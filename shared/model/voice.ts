/** How a voice is made ready to be sent: what cleans the microphone's sound, which codecs are offered. */
import { z } from "zod";

/** What Chromium does to the microphone's sound before it is sent. */
export const VoiceProcessing = z.strictObject({
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  /** Quiet voices are made louder, loud ones quieter. */
  autoGain: z.boolean(),
});
export type VoiceProcessing = z.infer<typeof VoiceProcessing>;

export const Codec = z.enum(["opus", "g722", "pcmu", "pcma"]);
export type Codec = z.infer<typeof Codec>;

/** G.711 is what every PBX and every gateway speaks (RFC 7874 §3 asks for it too). */
const lastResorts: ReadonlySet<Codec> = new Set(["pcmu", "pcma"]);

/** The most wanted first; what is not named is not offered. */
export const CodecOrder = z
  .array(Codec)
  .min(1, 'needs at least one of "pcmu" and "pcma"')
  .refine((codecs) => new Set(codecs).size === codecs.length, "names a codec twice; every codec stands once")
  .refine((codecs) => codecs.some((codec) => lastResorts.has(codec)), {
    message: 'needs "pcmu" or "pcma" as the last resort, which every server speaks',
  });
export type CodecOrder = z.infer<typeof CodecOrder>;

/** 0 (silent) to 100. */
export const RingVolume = z.number().int().min(0).max(100);

/** What a document or a policy may say of the sound. */
export const VoicePolicy = z
  .strictObject({
    echoCancellation: z.boolean().describe("Whether the echo of the speaker is taken out of the microphone"),
    noiseSuppression: z.boolean().describe("Whether noise is taken out of the microphone"),
    autoGain: z.boolean().describe("Whether quiet voices are made louder and loud ones quieter"),
    codecs: CodecOrder.describe("The codecs that are offered, the most wanted first"),
    headsetButtons: z.boolean().describe("Whether the keys and lamps of headsets are used"),
    ringVolume: RingVolume.describe("How loud it rings, percent; 0: silent"),
    ringsOnSpeaker: z.boolean().describe("Whether it rings on the speaker too"),
  })
  .partial();
export type VoicePolicy = z.infer<typeof VoicePolicy>;

export const defaultProcessing: VoiceProcessing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGain: true,
};
export const defaultCodecs: CodecOrder = ["opus", "g722", "pcmu", "pcma"];
