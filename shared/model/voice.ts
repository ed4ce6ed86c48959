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

/** What an administrator's document may hold; what it names, nobody else can change. */
export const VoicePolicy = VoiceProcessing.extend({ codecs: CodecOrder, headsetButtons: z.boolean() }).partial();
export type VoicePolicy = z.infer<typeof VoicePolicy>;

export const defaultProcessing: VoiceProcessing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGain: true,
};
export const defaultCodecs: CodecOrder = ["opus", "g722", "pcmu", "pcma"];
