import { describe, expect, it } from "vitest";
import { createSpeechWatch, toDecibels, toLevel } from "../../../../../renderer/engine/adapters/web/level.ts";

const tone = (amplitude: number) =>
  Float32Array.from({ length: 800 }, (_, index) => amplitude * Math.sin((2 * Math.PI * index) / 80));

describe("the level", () => {
  it.each([
    ["a full tone, 3 dB below full scale", tone(1), -3.01],
    ["a tenth of it, 20 dB less", tone(0.1), -23.01],
    ["silence", tone(0), -Infinity],
  ])("of %s is its power in dBFS", (_what, samples, decibels) => {
    const measured = toDecibels(samples);
    if (Number.isFinite(decibels)) expect(measured).toBeCloseTo(decibels, 2);
    else expect(measured).toBe(decibels);
  });

  it.each([
    [-Infinity, 0],
    [-60, 0],
    [-59, 1],
    [-30, 10],
    [-3, 19],
    [0, 20],
    [3, 20],
  ])("of %d dBFS is %d of 20", (decibels, level) => {
    expect(toLevel(decibels)).toBe(level);
  });
});

describe("speech", () => {
  const hearAll = (...stretches: readonly (readonly [decibels: number, times: number])[]) => {
    const watch = createSpeechWatch();
    let told = 0;
    for (const [decibels, times] of stretches) {
      for (let time = 0; time < times; time += 1) told += watch.hear(decibels, 100) ? 1 : 0;
    }
    return told;
  };

  it("is told after a second of voice, not before, and again after another", () => {
    expect([hearAll([-25, 9]), hearAll([-25, 10]), hearAll([-25, 20])]).toEqual([0, 1, 2]);
  });

  it("goes on over the pauses between words", () => {
    expect(hearAll([-25, 4], [-70, 3], [-20, 3], [-70, 2], [-30, 3])).toBe(1);
  });

  it("is no cough and no click: what comes after a longer silence begins anew", () => {
    expect(hearAll([-10, 5], [-70, 4], [-10, 5], [-70, 4], [-10, 5])).toBe(0);
  });

  it("is nothing a quiet room or breath makes", () => {
    expect(hearAll([-50, 600])).toBe(0);
  });
});
