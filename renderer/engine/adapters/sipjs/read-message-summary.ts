/** How many messages wait, out of application/simple-message-summary (RFC 3842 §5.2); it never throws. */
import type { MailboxNews } from "../../core/sip-vocabulary.ts";

const longestBody = 16_384;
/** No mailbox holds more; larger figures are nonsense. */
const mostMessages = 9_999;

/** @returns null when this is no such document. Without `Voice-Message` only that something waits is known. */
export function readMessageSummary(body: string): MailboxNews | null {
  if (body.length > longestBody) return null;
  const waiting = /^messages-waiting[ \t]*:[ \t]*(yes|no)[ \t]*\r?$/imu.exec(body)?.[1]?.toLowerCase();
  if (waiting === undefined) return null;
  const counts = /^voice-message[ \t]*:[ \t]*(\d{1,10})[ \t]*\/[ \t]*(\d{1,10})/imu.exec(body);
  const toCount = (digits: string | undefined) => Math.min(mostMessages, Number(digits ?? "0"));
  return { isWaiting: waiting === "yes", fresh: toCount(counts?.[1]), old: toCount(counts?.[2]) };
}
