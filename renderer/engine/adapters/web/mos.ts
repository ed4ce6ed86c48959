/** How good a call sounds, 1 to 4.5: the E-model of ITU-T G.107 in its usual simplified form. */

export type Transmission = { readonly lossPct: number; readonly jitterMs: number; readonly rttMs: number };

/** R with every other parameter at its default (G.107 table 2, 2000s editions). */
const undisturbedR = 93.2;
/**
 * Ie of ITU-T G.113 appendix I: 0 for G.711, the measure of this narrow-band scale. G.722 and Opus carry twice its band;
 * their own values are on the wide-band scale of G.107.1, where G.711 itself would be impaired. So no codec costs here.
 */
const codecImpairment = 0;
/** Bpl of G.113 appendix I for G.711 with packet loss concealment, which Chromium does for every codec. */
const lossRobustness = 25.1;
/** One 20 ms frame to fill and one in the decoder. */
const codecDelayMs = 40;
/** Mouth-to-ear delay from which talkers begin to interrupt each other (Cole and Rosenbluth, 2001). */
const noticeableDelayMs = 177.3;

/** @returns the mean opinion score, rounded to two digits. */
export function toMos({ lossPct, jitterMs, rttMs }: Transmission): number {
  const delayMs = rttMs / 2 + 2 * jitterMs + codecDelayMs;
  const delayImpairment = 0.024 * delayMs + 0.11 * Math.max(delayMs - noticeableDelayMs, 0);
  const effectiveImpairment = codecImpairment + ((95 - codecImpairment) * lossPct) / (lossPct + lossRobustness);
  return Math.round(toScore(undisturbedR - delayImpairment - effectiveImpairment) * 100) / 100;
}

/** G.107 annex B. */
function toScore(r: number): number {
  if (r <= 0) return 1;
  if (r >= 100) return 4.5;
  return Math.max(1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6, 1);
}
