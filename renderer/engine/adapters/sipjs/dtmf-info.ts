/** Digits by INFO application/dtmf-relay, for servers that did not agree to telephone-event. */
import type { Session } from "sip.js";
import type { SipLog } from "./sip-log.ts";

const digitMs = 160;
const betweenDigitsMs = 250;

export function sendDtmfByInfo(session: Session, digits: string, log: SipLog): void {
  const tones = digits.match(/[0-9A-D*#]/gi) ?? [];
  tones.forEach((tone, index) => {
    setTimeout(
      log.guard("INFO", () => {
        const content = `Signal=${tone}\r\nDuration=${digitMs}\r\n`;
        const body = { contentDisposition: "render", contentType: "application/dtmf-relay", content };
        log.ignore(session.info({ requestOptions: { body } }));
      }),
      index * betweenDigitsMs,
    );
  });
}
