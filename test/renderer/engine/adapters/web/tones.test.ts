import { describe, expect, it } from "vitest";
import { renderTone, toneSampleRate } from "../../../../../renderer/engine/adapters/web/tones.ts";
import type { Tone } from "../../../../../renderer/engine/core/effects.ts";

const tones: Tone[] = ["ring", "ringback", "busy", "ended", "attention"];

/** Whether something sounds in each tenth of a second, as `#` and `.`. */
function toCadence(samples: Float32Array): string {
  const step = toneSampleRate / 10;
  return Array.from({ length: Math.ceil(samples.length / step) }, (_, i) =>
    samples.subarray(i * step, (i + 1) * step).some((sample) => Math.abs(sample) > 0.05) ? "#" : ".",
  ).join("");
}

describe("the tones", () => {
  it.each([
    ["ring", true, `${"#".repeat(12)}${".".repeat(20)}`],
    ["ringback", true, `${"#".repeat(10)}${".".repeat(40)}`],
    ["busy", false, "#####.....".repeat(4)],
    ["ended", false, "###"],
    ["attention", false, "####.###"],
  ] as const)("%s keeps its cadence", (tone, isLooped, cadence) => {
    const rendered = renderTone(tone);
    expect({ isLooped: rendered.isLooped, cadence: toCadence(rendered.samples) }).toEqual({ isLooped, cadence });
  });

  it.each(tones)("%s neither clips nor clicks", (tone) => {
    const { samples } = renderTone(tone);
    const steps = samples.map((sample, i) => Math.abs(sample - (samples[i - 1] ?? 0)));
    expect(Math.max(...samples.map(Math.abs))).toBeLessThan(0.301);
    expect(Math.max(...steps)).toBeLessThan(0.12);
    expect([Math.abs(samples[0] ?? 1), Math.abs(samples.at(-1) ?? 1)]).toEqual([0, 0]);
  });

  it("ringback is 425 Hz", () => {
    const { samples } = renderTone("ringback");
    const second = samples.subarray(0, toneSampleRate);
    const rises = second.reduce(
      (count, sample, i) => count + (i > 0 && (second[i - 1] ?? 0) <= 0 && sample > 0 ? 1 : 0),
      0,
    );
    expect(Math.abs(rises - 425)).toBeLessThanOrEqual(1);
  });
});
