/** Codecs as people of the field write them; the same in every language. */
import type { Codec } from "../../../shared/model/voice.ts";

const names: Readonly<Record<Codec, string>> = {
  opus: "Opus",
  g722: "G.722",
  pcmu: "G.711 µ-law (PCMU)",
  pcma: "G.711 A-law (PCMA)",
};

export function nameCodec(codec: Codec): string {
  return names[codec];
}
