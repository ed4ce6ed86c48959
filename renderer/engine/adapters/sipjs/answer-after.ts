/** Whether a server asks the phone to answer by itself, in the words of the phones that are about (no RFC has one word). */
import type { ReadHeaders } from "./remote-identity.ts";

/** Call-Info or Alert-Info, as Snom and Grandstream have it: `<sip:pbx>;answer-after=0`. */
const answerAfter = /;\s*answer-after\s*=\s*"?(\d{1,3})\b/iu;
/** Alert-Info, as Yealink and Polycom have it: `<http://pbx>;info=alert-autoanswer;delay=2`, or `Auto Answer`. */
const autoAnswer = /(?:\binfo\s*=\s*"?<?\s*(?:alert-)?|^\s*)auto[- ]?answer\b/iu;
const delay = /;\s*delay\s*=\s*"?(\d{1,3})\b/iu;

/** @returns after how many seconds, or null where nothing of the kind is asked. */
export function readAnswerAfter(headers: ReadHeaders): number | null {
  const alerts = headers("Alert-Info");
  for (const value of [...headers("Call-Info"), ...alerts]) {
    const seconds = answerAfter.exec(value)?.[1];
    if (seconds !== undefined) return Number(seconds);
  }
  const asked = alerts.find((value) => autoAnswer.test(value));
  return asked === undefined ? null : Number(delay.exec(asked)?.[1] ?? "0");
}
