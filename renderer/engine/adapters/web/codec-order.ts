/** Which codecs are offered and in what order: Opus first, then what every PBX speaks, and RFC 4733 events for DTMF. */

const wanted = ["audio/opus", "audio/g722", "audio/pcmu", "audio/pcma", "audio/telephone-event"];

/** Leaves out what no PBX answers (RED, CN): a shorter offer. Never empty, as an empty list would mean "all". */
export function orderCodecs<Codec extends { readonly mimeType: string }>(supported: readonly Codec[]): Codec[] {
  const ordered = wanted.flatMap((type) => supported.filter((codec) => codec.mimeType.toLowerCase() === type));
  return ordered.length === 0 ? [...supported] : ordered;
}
