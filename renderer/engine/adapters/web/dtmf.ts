/** Sends digits as RFC 4733 events behind those still being sent. */

const legalDigits = /^[0-9A-D#*,]+$/;
export const toneMs = 100;
export const gapMs = 70;

/** A comma pauses for two seconds. @returns false when the digits are none or the other side took no telephone-event. */
export function insertDigits(sender: RTCDTMFSender | null, digits: string): boolean {
  const tones = digits.toUpperCase();
  if (sender === null || !sender.canInsertDTMF || !legalDigits.test(tones)) return false;
  sender.insertDTMF(sender.toneBuffer + tones, toneMs, gapMs);
  return true;
}
