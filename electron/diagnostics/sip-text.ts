/** The little SIP that a look needs: a request without body as text, and the head of its answer (RFC 3261 §7). */
export type SipRequest = {
  readonly method: "REGISTER" | "OPTIONS";
  /** The server's SIP domain. */
  readonly domain: string;
  readonly user: string;
  /** TLS or not, for the Via (RFC 7118 §5). */
  readonly isSealed: boolean;
  readonly callId: string;
  readonly fromTag: string;
  readonly branch: string;
  readonly cseq: number;
  readonly userAgent: string;
  readonly authorization: string | null;
};

export function toRequestUri(domain: string): string {
  return `sip:${domain}`;
}

/** A REGISTER made here has no Contact: it asks who is bound and binds nobody (RFC 3261 §10.2). */
export function writeRequest(request: SipRequest): string {
  const { method, domain, user, callId, fromTag, branch, cseq, userAgent, authorization } = request;
  const own = `<sip:${encodeURIComponent(user)}@${domain}>`;
  return [
    `${method} ${toRequestUri(domain)} SIP/2.0`,
    `Via: SIP/2.0/${request.isSealed ? "WSS" : "WS"} ${branch.toLowerCase()}.invalid;branch=z9hG4bK${branch}`,
    "Max-Forwards: 70",
    `To: ${method === "REGISTER" ? own : `<${toRequestUri(domain)}>`}`,
    `From: ${own};tag=${fromTag}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    ...(authorization === null ? [] : [authorization]),
    `User-Agent: ${userAgent}`,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}

export type SipAnswer = {
  readonly code: number;
  readonly reason: string;
  readonly callId: string;
  readonly cseq: number;
  /** @returns every value of a header, in order; lists are not taken apart. */
  readonly headers: (name: string) => readonly string[];
};

/** @returns null for a request, and for what is no SIP. */
export function readAnswer(text: string): SipAnswer | null {
  const [first = "", ...lines] = (text.split(/\r?\n\r?\n/u)[0] ?? "").replace(/\r?\n[ \t]+/gu, " ").split(/\r?\n/u);
  const [, code, reason = ""] = /^SIP\/2\.0 (\d{3}) ?(.*)$/iu.exec(first) ?? [];
  if (code === undefined) return null;
  const headers = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(":");
    return colon === -1 ? [] : [[toLongName(line.slice(0, colon)), line.slice(colon + 1).trim()]];
  });
  const all = (name: string) => headers.filter(([one]) => one === name.toLowerCase()).map(([, value]) => value);
  const cseq = Number.parseInt(all("cseq")[0] ?? "", 10);
  return { code: Number(code), reason, callId: all("call-id")[0] ?? "", cseq, headers: all };
}

/** The short forms of what is read here (RFC 3261 §7.3.3). */
function toLongName(name: string): string {
  const long = name.trim().toLowerCase();
  if (long === "i") return "call-id";
  return long === "m" ? "contact" : long;
}

/** @returns how many Contacts an answer lists. */
export function countContacts(answer: SipAnswer): number {
  return answer
    .headers("contact")
    .flatMap((value) => value.replace(/"(?:[^"\\]|\\.)*"|<[^>]*>/gu, "x").split(","))
    .filter((one) => one.trim() !== "").length;
}
