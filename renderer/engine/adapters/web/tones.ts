/** The tones as samples: one period of each, drawn by arithmetic, so that a loop keeps its cadence without a timer. */
import type { Tone } from "../../core/effects.ts";

export type ToneSamples = { readonly samples: Float32Array<ArrayBuffer>; readonly isLooped: boolean };

/** Enough for tones below 2 kHz; the audio context resamples. */
export const toneSampleRate = 16_000;

type Beep = { readonly hz: number; readonly ms: number };
type Score = { readonly isLooped: boolean; readonly level: number; readonly beeps: readonly Beep[] };

const pause = (ms: number): Beep => ({ hz: 0, ms });
const repeat = (times: number, beeps: readonly Beep[]): Beep[] => Array.from({ length: times }, () => beeps).flat();

/** 425 Hz and its cadences are ITU-T E.180's preferred values; `level` is the amplitude, 1 is full scale. */
const scores: Record<Tone, Score> = {
  ring: {
    isLooped: true,
    level: 0.3,
    beeps: [
      ...repeat(10, [
        { hz: 740, ms: 60 },
        { hz: 932, ms: 60 },
      ]),
      pause(2_000),
    ],
  },
  ringback: { isLooped: true, level: 0.12, beeps: [{ hz: 425, ms: 1_000 }, pause(4_000)] },
  busy: { isLooped: false, level: 0.12, beeps: repeat(4, [{ hz: 425, ms: 500 }, pause(500)]) },
  attention: {
    isLooped: false,
    level: 0.2,
    beeps: [...repeat(2, [{ hz: 932, ms: 150 }, pause(100)]), { hz: 932, ms: 300 }],
  },
  // The beep of 47 CFR 64.501: 1,400 Hz for 0.2 s.
  recording: { isLooped: false, level: 0.15, beeps: [{ hz: 1_400, ms: 200 }] },
  ended: { isLooped: false, level: 0.12, beeps: [{ hz: 620, ms: 90 }, pause(60), { hz: 425, ms: 140 }] },
};

/** Each beep rises and falls this long, so that it does not click. */
const edgeMs = 6;

export function renderTone(tone: Tone): ToneSamples {
  const { isLooped, level, beeps } = scores[tone];
  const totalMs = beeps.reduce((sum, beep) => sum + beep.ms, 0);
  const samples = new Float32Array(toSampleCount(totalMs));
  let start = 0;
  for (const beep of beeps) {
    const length = toSampleCount(beep.ms);
    for (let i = 0; beep.hz > 0 && i < length; i += 1) samples[start + i] = level * toSample(beep.hz, i, length);
    start += length;
  }
  return { samples, isLooped };
}

function toSample(hz: number, i: number, length: number): number {
  const edge = toSampleCount(edgeMs);
  const envelope = Math.min(1, i / edge, (length - 1 - i) / edge);
  return envelope * Math.sin((2 * Math.PI * hz * i) / toneSampleRate);
}

function toSampleCount(ms: number): number {
  return Math.round((ms * toneSampleRate) / 1000);
}
