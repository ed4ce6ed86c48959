/** Reads and writes SIP messages as plain text, so that a scripted server can be exact about every byte. */

export type SipText = {
  readonly startLine: string;
  /** First word of a request; null for a response. */
  readonly method: string | null;
  /** Null for a request. */
  readonly code: number | null;
  /** First value of the header, or "". */
  readonly header: (name: string) => string;
  readonly headers: (name: string) => readonly string[];
  readonly body: string;
  readonly raw: string;
};

export function readSipText(raw: string): SipText {
  const split = raw.indexOf("\r\n\r\n");
  const [startLine = "", ...lines] = raw.slice(0, split === -1 ? undefined : split).split("\r\n");
  const fields = lines.map((line) => {
    const colon = line.indexOf(":");
    return { name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() };
  });
  const headers = (name: string) =>
    fields.filter((field) => field.name === name.toLowerCase()).map((field) => field.value);
  const status = /^SIP\/2\.0 (\d{3})/.exec(startLine)?.[1];
  return {
    startLine,
    method: status === undefined ? (startLine.split(" ")[0] ?? null) : null,
    code: status === undefined ? null : Number(status),
    header: (name) => headers(name)[0] ?? "",
    headers,
    body: split === -1 ? "" : raw.slice(split + 4),
    raw,
  };
}

export type ReplyOptions = {
  readonly headers?: readonly string[];
  readonly body?: string;
  /** Added when the To header has none; null leaves it out. */
  readonly toTag?: string | null;
};

export function writeReply(request: SipText, code: number, options: ReplyOptions = {}): string {
  const { headers = [], body = "", toTag = "servertag" } = options;
  const to = request.header("To");
  const isTagged = toTag === null || code === 100 || /;tag=/.test(to);
  return [
    `SIP/2.0 ${code} Scripted`,
    ...request.headers("Via").map((via) => `Via: ${via}`),
    `From: ${request.header("From")}`,
    `To: ${isTagged ? to : `${to};tag=${toTag}`}`,
    `Call-ID: ${request.header("Call-ID")}`,
    `CSeq: ${request.header("CSeq")}`,
    ...headers,
    ...(body === "" ? [] : ["Content-Type: application/sdp"]),
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}

export type RequestParts = {
  readonly method: string;
  readonly uri: string;
  readonly callId: string;
  readonly cseq: number;
  readonly branch: string;
  readonly from: string;
  readonly to: string;
  readonly headers?: readonly string[];
  readonly body?: string;
};

export function writeRequest(parts: RequestParts): string {
  const { headers = [], body = "" } = parts;
  return [
    `${parts.method} ${parts.uri} SIP/2.0`,
    `Via: SIP/2.0/WS 127.0.0.1;branch=${parts.branch}`,
    "Max-Forwards: 70",
    `From: ${parts.from}`,
    `To: ${parts.to}`,
    `Call-ID: ${parts.callId}`,
    `CSeq: ${parts.cseq} ${parts.method}`,
    ...headers,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}
