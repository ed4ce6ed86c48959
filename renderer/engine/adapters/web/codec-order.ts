/** Which codecs are offered and in what order: as was chosen, then RFC 4733 events for DTMF. */
import { defaultCodecs, type CodecOrder } from "../../../../shared/model/voice.ts";

/** The order in force, for every offer and answer that is made from now on. */
export type CodecChoice = { readonly use: (order: CodecOrder) => void; readonly current: () => CodecOrder };

export function createCodecChoice(): CodecChoice {
  let order = defaultCodecs;
  return {
    use(next) {
      order = next;
    },
    current: () => order,
  };
}

/** Leaves out what no PBX answers (RED, CN): a shorter offer. Never empty, as an empty list would mean "all". */
export function orderCodecs<Codec extends { readonly mimeType: string }>(
  supported: readonly Codec[],
  order: CodecOrder,
): Codec[] {
  const wanted = [...order, "telephone-event"].map((name) => `audio/${name}`);
  const ordered = wanted.flatMap((type) => supported.filter((codec) => codec.mimeType.toLowerCase() === type));
  return ordered.length === 0 ? [...supported] : ordered;
}
