/** The answers that come late from a server whose registrar or dialplan is slow, while it answers its probes in time. */
import { header, parseSipMessage } from "./sip-message.ts";

export function isAnswer200(text: string): boolean {
  if (!text.startsWith("SIP/2.0 200")) return false;
  return /^\d+ (REGISTER|INVITE)$/u.test(header(parseSipMessage(text), "CSeq"));
}
