/** One SIP message of a log: what a ladder shows of it, out of the one line that the log makes of its headers (RFC 3261 §7). */
import { fail, succeed, type Result } from "../../shared/lib/result.ts";

export type SipStart =
  | {
      readonly kind: "request";
      readonly method: string;
      /** The user of its URI, or its host. */ readonly target: string;
    }
  | { readonly kind: "response"; readonly code: number; readonly reason: string };

export type SipMessage = {
  readonly start: SipStart;
  readonly callId: string;
  readonly cseq: { readonly number: number; readonly method: string };
  /** Of the topmost Via; null where it has none. */
  readonly branch: string | null;
  /** Whom it is from and to: the user, or the host where there is none. */
  readonly from: string;
  readonly to: string;
  readonly toTag: string | null;
  /** What SUBSCRIBE and NOTIFY are about. */
  readonly event: string | null;
  /** The same at every attempt of one dial. */
  readonly attemptId: string | null;
};

export type UnreadMessage = "noStartLine" | "noCallId" | "noCseq";

/** The names that are read, and their short forms (RFC 3261 §7.3.3, RFC 6665 §8.4). */
const headerNames: ReadonlyMap<string, string> = new Map([
  ...["via", "call-id", "cseq", "from", "to", "event", "x-call-attempt-id"].map((name) => [name, name] as const),
  ["v", "via"],
  ["i", "call-id"],
  ["f", "from"],
  ["t", "to"],
  ["o", "event"],
]);
const between = " | ";

/** @param line the message with " | " in the place of its line breaks, as the log writes it. */
export function readMessage(line: string): Result<SipMessage, UnreadMessage> {
  const [first = "", ...rest] = guardNames(line).split(between);
  const start = readStart(first);
  if (start === null) return fail("noStartLine");
  const headers = readHeaders(rest);
  const callId = headers.get("call-id") ?? "";
  if (callId === "") return fail("noCallId");
  const [, number, method] = /^(\d{1,10})\s+([\w.!%*+`'~-]+)$/u.exec(headers.get("cseq") ?? "") ?? [];
  if (number === undefined || method === undefined) return fail("noCseq");
  const to = headers.get("to") ?? "";
  return succeed({
    start,
    callId,
    cseq: { number: Number(number), method },
    branch: /;\s*branch=([^;,\s]+)/iu.exec(headers.get("via") ?? "")?.[1] ?? null,
    from: readWho(headers.get("from") ?? ""),
    to: readWho(to),
    toTag: /;\s*tag=([^;,\s]+)/iu.exec(to.replace(/<[^>]*>/u, ""))?.[1] ?? null,
    event: headers.get("event")?.split(";")[0]?.trim() ?? null,
    attemptId: headers.get("x-call-attempt-id") ?? null,
  });
}

/** A caller chooses his own name: what looks like the next header in it is none. */
function guardNames(line: string): string {
  return line.replace(/(?<=: )"(?:[^"\\]|\\.)*"(?=\s*<)/gu, (name) => name.replaceAll(between, " "));
}

function readStart(text: string): SipStart | null {
  const [, code, reason = ""] = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/iu.exec(text) ?? [];
  if (code !== undefined) return { kind: "response", code: Number(code), reason };
  const [, method, uri] = /^([A-Za-z][\w.!%*+`'~-]*) (\S+) SIP\/2\.0$/u.exec(text) ?? [];
  return method === undefined || uri === undefined ? null : { kind: "request", method, target: readWho(uri) };
}

/** The first of each name counts: what follows may be a body that holds a message of its own (RFC 3420). */
function readHeaders(parts: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const part of parts) {
    const colon = part.indexOf(":");
    const name = headerNames.get(part.slice(0, Math.max(colon, 0)).trim().toLowerCase());
    if (name !== undefined && !headers.has(name)) headers.set(name, part.slice(colon + 1).trim());
  }
  return headers;
}

/** Never a password that stands behind the user. */
function readWho(address: string): string {
  const uri = /<([^>]*)>/u.exec(address)?.[1] ?? address;
  const [, user, host = ""] = /^(?:sips?|tel):(?:([^@:;?]+)(?::[^@]*)?@)?([^;?>\s]*)/iu.exec(uri) ?? [];
  return decode(user ?? host);
}

function decode(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
