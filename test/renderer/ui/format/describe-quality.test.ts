/** Bars count down with the E-model's scale, and words come only when somebody would not be understood. */
import { expect, test } from "vitest";
import { describeQuality } from "../../../../renderer/ui/format/describe-quality.ts";

const looks = (mos: number) => describeQuality({ mos, lossPct: 8.4, jitterMs: 60, rttMs: 240 });

test("each step of the scale has its number of bars", () => {
  expect([4.4, 4.03, 4.02, 3.6, 3.1, 3.09, 2.6, 2.59, 1].map((mos) => looks(mos).bars)).toEqual([
    5, 5, 4, 4, 3, 2, 2, 1, 1,
  ]);
});

test("a voice that does not arrive is said to be one's own, and only where it is poor", () => {
  const sent = (mos: number) => describeQuality({ mos, lossPct: 8.4, jitterMs: 60, rttMs: 240, worse: "sent" });
  expect([sent(2.7).sentence, sent(3.2).sentence.key]).toEqual([
    { key: "quality.sent", params: { loss: 8, delay: 180 } },
    "quality.3",
  ]);
});

test("loss and delay are said in whole numbers where the sound is poor", () => {
  expect([looks(2.7), looks(3.2).isPoor]).toEqual([
    { bars: 2, sentence: { key: "quality.2", params: { loss: 8, delay: 180 } }, isPoor: true },
    false,
  ]);
});
