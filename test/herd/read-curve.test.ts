import { describe, expect, it } from "vitest";
import { createFixedDice } from "../fakes/fixed-dice.ts";
import { countPerBin, peakWithin, quantile, readStep } from "./read-curve.ts";

const { uniform } = createFixedDice(3);
const onTheirOwn = Array.from({ length: 3_000 }, () => uniform(0, 30_000));

describe("a curve of arrivals", () => {
  it("is counted in bins, and its peak wherever a window begins", () => {
    expect(countPerBin([0, 50, 150, 399, 400], 0, 400, 100)).toEqual([2, 1, 0, 1]);
    expect([peakWithin([0, 950, 1_000, 1_040, 1_990], 1_000), peakWithin([], 1_000)]).toEqual([3, 0]);
    expect([quantile([4, 1, 3, 2], 0.5), quantile([4, 1, 3, 2], 1)]).toEqual([3, 4]);
  });

  it("of seats that come on their own is without clumps and echoes", () => {
    const { clumping, variation, echo } = readStep(onTheirOwn);
    expect([clumping < 1.3, variation > 0.8 && variation < 1.2, echo < 0.3]).toEqual([true, true, true]);
  });

  it("strays as far from one group a seat as is reckoned, where it is short and of few", () => {
    const curves = Array.from({ length: 300 }, () => Array.from({ length: 500 }, () => uniform(0, 9_500)));
    const expected = Array.from({ length: 100 * 500 }, () => uniform(0, 9_500));
    const steps = curves.map((curve) => readStep(curve, expected));
    const strayed = Math.sqrt(steps.reduce((sum, { clumping }) => sum + (clumping - 1) ** 2, 0) / steps.length);
    const reckoned = steps.reduce((sum, { clumpingDeviation }) => sum + clumpingDeviation, 0) / steps.length;
    expect(strayed / reckoned).toBeGreaterThan(0.8);
    expect(strayed / reckoned).toBeLessThan(1.2);
  });

  it("of seats that come in groups is told by its clumps", () => {
    const inGroups = Array.from({ length: 300 }, () => uniform(0, 30_000)).flatMap((at) =>
      Array.from({ length: 10 }, () => at),
    );
    expect(readStep(inGroups).clumping).toBeGreaterThan(5);
    const expected = Array.from({ length: 100 }, () => onTheirOwn).flat();
    expect([readStep(inGroups, expected).clumping > 5, readStep(onTheirOwn, expected).clumping < 0.1]).toEqual([
      true,
      true,
    ]);
  });

  it("of seats that come back in step is told by its echo", () => {
    const everyFiveSeconds = onTheirOwn.map((at) => 5_000 * Math.floor(at / 5_000) + uniform(0, 120));
    expect(readStep([...onTheirOwn, ...everyFiveSeconds]).echo).toBeGreaterThan(0.5);
  });

  it("of seats that come like a clock is told by its variation", () => {
    expect(readStep(onTheirOwn.map((_, index) => index * 10)).variation).toBeLessThan(0.2);
  });
});
