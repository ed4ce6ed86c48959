/** The parts of SIP header values the server looks at (RFC 3261 §20), read and written without the full grammar. */
import { randomBytes } from "node:crypto";
import { header, type SipMessage } from "../../testbed/sip-message.ts";

export function makeToken(): string {
  return randomBytes(8).toString("hex");
}

export function makeBranch(): string {
  return `z9hG4bK${makeToken()}`;
}

/** The URI of a name-addr or addr-spec, without the header's own parameters. */
export function uriOf(value: string): string {
  return /<([^>]*)>/.exec(value)?.[1] ?? value.split(";")[0]?.trim() ?? "";
}

/** The user part of a header's or request line's URI, "" when it has none. */
export function userOf(value: string): string {
  const user = /^sips?:([^@;]+)@/i.exec(uriOf(value))?.[1] ?? "";
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

export function tagOf(value: string): string | null {
  return /;\s*tag=([^;,\s]+)/i.exec(value.replace(/<[^>]*>/, ""))?.[1] ?? null;
}

export function branchOf(message: SipMessage): string {
  return /;\s*branch=([^;,\s]+)/i.exec(header(message, "Via"))?.[1] ?? "";
}

export function requestUriOf(request: SipMessage): string {
  return request.startLine.split(" ")[1] ?? "";
}

export function cseqOf(message: SipMessage): { readonly number: number; readonly method: string } {
  const [number = "0", method = ""] = header(message, "CSeq").split(/\s+/);
  return { number: Number(number), method };
}

/** Text for a quoted display name. */
export function quote(text: string): string {
  return `"${text.replace(/[\p{Cc}]/gu, "").replace(/["\\]/g, "\\$&")}"`;
}
