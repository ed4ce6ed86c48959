/** A request of the server that SIP.js is not asked about: its headers, its body, and the answer to it. */

export type IncomingRequest = {
  /** The first value of the header, by its long or its compact name; null when it is not there. */
  readonly header: (name: string, compact?: string) => string | null;
  /** The value of each such header, in order. */
  readonly headers: (name: string, compact?: string) => string[];
  readonly body: string;
  /** RFC 3261 §8.2.6: what a response repeats of its request. */
  readonly writeReply: (code: number, phrase: string, tag: string) => string;
};

const repeated = /^(?:via|v|from|f|call-id|i|cseq|timestamp)[ \t]*:/i;
const toHeader = /^(?:to|t)[ \t]*:/i;

export function readRequest(text: string): IncomingRequest {
  const end = text.indexOf("\r\n\r\n");
  const head = end === -1 ? text : text.slice(0, end);
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = (name: string, compact?: string): string[] =>
    lines.slice(1).flatMap((line) => {
      const colon = line.indexOf(":");
      const field = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
      return field === name || (compact !== undefined && field === compact) ? [line.slice(colon + 1).trim()] : [];
    });
  return {
    header: (name, compact) => headers(name, compact)[0] ?? null,
    headers,
    body: end === -1 ? "" : text.slice(end + 4),
    writeReply(code, phrase, tag) {
      const to = lines.find((line) => toHeader.test(line)) ?? "";
      const tagged = /;[ \t]*tag[ \t]*=/i.test(to) ? to : `${to};tag=${tag}`;
      return [
        `SIP/2.0 ${code} ${phrase}`,
        ...lines.filter((line) => repeated.test(line)),
        tagged,
        "Content-Length: 0",
        "",
        "",
      ].join("\r\n");
    },
  };
}
