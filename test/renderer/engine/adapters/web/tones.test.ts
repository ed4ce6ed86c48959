import { describe, expect, it } from "vitest";
import { renderDigits, renderTone, toneSampleRate } from "../../../../../renderer/engine/adapters/web/tones.ts";
import type { Tone } from "../../../../../renderer/engine/core/effects.ts";

const tones: Tone[] = ["ring", "waiting", "ringback", "busy", "ended", "attention"];

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
    ["waiting", true, `##${".".repeat(38)}`],
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

  it("digits are their two frequencies, each as loud, 100 ms long and 70 ms apart, and neither clip nor click", () => {
    const { samples, isLooped } = renderDigits("1#d");
    const ms = toneSampleRate / 1_000;
    const loudness = (hz: number, startMs: number) => {
      const part = samples.subarray(startMs * ms, (startMs + 100) * ms);
      const [x, y] = part.reduce(
        ([x, y], sample, i) => {
          const angle = (2 * Math.PI * hz * i) / toneSampleRate;
          return [x + sample * Math.cos(angle), y + sample * Math.sin(angle)] as const;
        },
        [0, 0] as readonly [number, number],
      );
      return (2 * Math.hypot(x, y)) / part.length;
    };
    const heardAt = (startMs: number) =>
      [697, 770, 852, 941, 1_209, 1_336, 1_477, 1_633].filter((hz) => loudness(hz, startMs) > 0.04);
    expect([heardAt(0), heardAt(170), heardAt(340)]).toEqual([
      [697, 1_209],
      [941, 1_477],
      [941, 1_633],
    ]);
    expect([samples.length / ms, isLooped]).toEqual([510, false]);
    expect(Math.max(...samples.map(Math.abs))).toBeLessThan(0.13);
    expect([0, 99, 170, 269].map((at) => Math.abs(samples[at * ms] ?? 1) < 0.03)).toEqual([true, true, true, true]);
    expect(renderDigits(",").samples.every((sample) => sample === 0)).toBe(true);
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
