import { expect, test } from "vitest";
import { toQualityPlot } from "../../../../../renderer/ui/views/calls/quality-plot-model.ts";
import { addSample, type QualitySample } from "../../../../../renderer/ui/views/calls/quality-samples.ts";
import { atFixture } from "../../../../builders/a-server.ts";

const sample = (beforeMs: number, mos: number): QualitySample => ({
  at: atFixture - beforeMs,
  quality: { mos, lossPct: 0, jitterMs: 0, rttMs: 0 },
});

test("the line holds each score until the next, from the left edge to now", () => {
  const samples = [sample(80_000, 4.5), sample(30_000, 1), sample(15_000, 2.75)];
  expect(toQualityPlot(samples, atFixture)).toEqual({ line: "M0 0H120V48H180V24H240", lowest: 1 });
});

test("what was over before the minute began is drawn no more", () => {
  const samples = [sample(90_000, 1), sample(70_000, 4.5)];
  expect(toQualityPlot(samples, atFixture)).toEqual({ line: "M0 0H240", lowest: 4.5 });
});

test("a call that was just answered has a short line, and one that was never measured none", () => {
  expect(toQualityPlot([sample(6_000, 4.5)], atFixture)).toEqual({ line: "M216 0H240", lowest: 4.5 });
  expect(toQualityPlot([], atFixture)).toEqual({ line: "", lowest: null });
});

test("a minute is kept, and the one before it that held when it began", () => {
  let kept: readonly QualitySample[] = [];
  for (const beforeMs of [100_000, 90_000, 61_000, 30_000, 0]) kept = addSample(kept, sample(beforeMs, 4));
  expect(kept.map(({ at }) => atFixture - at)).toEqual([61_000, 30_000, 0]);
});
