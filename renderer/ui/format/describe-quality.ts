/** How a call sounds: bars for the eye, a whole sentence for whoever asks or must be told. */
import type { Quality } from "../../../shared/model/call.ts";
import type { Sentence } from "../i18n/sentence.ts";

export type QualityLook = {
  /** 1 (bad) to 5 (very good). */
  readonly bars: 1 | 2 | 3 | 4 | 5;
  readonly sentence: Sentence;
  /** Said without being asked for: the other side may not be understood. */
  readonly isPoor: boolean;
};

/** Of the E-model. */
export const bestScore = 4.5;

/** Where the bars change: ITU-T G.107 Annex B (4.03 satisfied, 3.6 some dissatisfied, 3.1 many, 2.6 nearly all). */
export function describeQuality({ mos, lossPct, rttMs, jitterMs, worse }: Quality): QualityLook {
  const bars = mos >= 4.03 ? 5 : mos >= 3.6 ? 4 : mos >= 3.1 ? 3 : mos >= 2.6 ? 2 : 1;
  const params = { loss: Math.round(lossPct), delay: Math.round(rttMs / 2 + jitterMs) };
  const isPoor = bars <= 2;
  return { bars, sentence: { key: isPoor && worse === "sent" ? "quality.sent" : `quality.${bars}`, params }, isPoor };
}
