// Reads and writes SIP messages (RFC 3261 §7) and answers digest challenges (RFC 2617), for the raw client only.
import { createHash, randomBytes } from "node:crypto";

export type SipMessage = {
  /** 0 for a request. */
  status: number;
  /** "" for a response. */
  method: string;
  startLine: string;
  headers: [name: string, value: string][];
  body: string;
};

const compactNames = new Map([
  ["v", "via"],
  ["f", "from"],
  ["t", "to"],
  ["i", "call-id"],
  ["m", "contact"],
  ["l", "content-length"],
  ["c", "content-type"],
]);

export function parseSipMessage(text: string): SipMessage {
  const end = text.indexOf("\r\n\r\n");
  const head = end < 0 ? text : text.slice(0, end);
  const [startLine = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(":");
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
  const isResponse = startLine.startsWith("SIP/2.0 ");
  return {
    status: isResponse ? Number(startLine.split(" ")[1]) : 0,
    method: isResponse ? "" : (startLine.split(" ")[0] ?? ""),
    startLine,
    headers,
    body: end < 0 ? "" : text.slice(end + 4),
  };
}

/** Every value of a header, in order; names in any case, long or compact. */
export function allHeaders(message: SipMessage, name: string): string[] {
  const wanted = name.toLowerCase();
  return message.headers.flatMap(([key, value]) => {
    const lower = key.toLowerCase();
    return (compactNames.get(lower) ?? lower) === wanted ? [value] : [];
  });
}

/** The first value of a header, or "". */
export function header(message: SipMessage, name: string): string {
  return allHeaders(message, name)[0] ?? "";
}

export function writeSipMessage(startLine: string, headers: [string, string][], body = ""): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [startLine, ...lines, `Content-Length: ${Buffer.byteLength(body)}`, "", body].join("\r\n");
}

export type Credentials = { user: string; password: string };

/** The Authorization value that answers a challenge (MD5, qop auth or none). */
export function answerChallenge(challenge: string, method: string, uri: string, credentials: Credentials): string {
  const parameter = (name: string): string => new RegExp(`\\b${name}="?([^",]*)"?`).exec(challenge)?.[1] ?? "";
  const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
  const { user, password } = credentials;
  const [realm, nonce, opaque] = [parameter("realm"), parameter("nonce"), parameter("opaque")];
  const ha1 = md5(`${user}:${realm}:${password}`);
  const ha2 = md5(`${method}:${uri}`);
  const cnonce = randomBytes(8).toString("hex");
  const hasQop = parameter("qop").includes("auth");
  const response = hasQop ? md5(`${ha1}:${nonce}:00000001:${cnonce}:auth:${ha2}`) : md5(`${ha1}:${nonce}:${ha2}`);
  const fields = [
    `username="${user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `response="${response}"`,
    "algorithm=MD5",
    ...(opaque === "" ? [] : [`opaque="${opaque}"`]),
    ...(hasQop ? ["qop=auth", "nc=00000001", `cnonce="${cnonce}"`] : []),
  ];
  return `Digest ${fields.join(", ")}`;
}

/** An offer or answer a WebRTC endpoint accepts, though no media will ever come. */
export function silentSdp(): string {
  const fingerprint = (randomBytes(32).toString("hex").toUpperCase().match(/../g) ?? []).join(":");
  return [
    "v=0",
    `o=- ${Date.now()} 1 IN IP4 127.0.0.1`,
    "s=-",
    "c=IN IP4 127.0.0.1",
    "t=0 0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 0",
    "a=rtpmap:0 PCMU/8000",
    `a=ice-ufrag:${randomBytes(4).toString("hex")}`,
    `a=ice-pwd:${randomBytes(12).toString("hex")}`,
    `a=fingerprint:sha-256 ${fingerprint}`,
    "a=setup:actpass",
    "a=rtcp-mux",
    "a=sendrecv",
    "",
  ].join("\r\n");
}

/** The same with all that a browser asks for; an answer chooses its role (RFC 5763 §5). */
export function writeSilentSdp(as: "offer" | "answer"): string {
  return `${as === "offer" ? silentSdp() : silentSdp().replace("actpass", "active")}a=mid:0\r\n`;
}
