/** The tones as samples: one period of each, drawn by arithmetic, so that a loop keeps its cadence without a timer. */
import type { Tone } from "../../core/effects.ts";
import { gapMs as toneGapMs, toneMs } from "./dtmf.ts";

export type ToneSamples = { readonly samples: Float32Array<ArrayBuffer>; readonly isLooped: boolean };

/** Enough for tones below 2 kHz; the audio context resamples. */
export const toneSampleRate = 16_000;

/** Two tones at once with `hz2`. */
type Beep = { readonly hz: number; readonly hz2?: number; readonly ms: number };
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
  // Soft and rare, for it sounds over somebody's words.
  waiting: { isLooped: true, level: 0.08, beeps: [{ hz: 425, ms: 200 }, pause(3_800)] },
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

/** ITU-T Q.23, Hz: the rows and the columns of the keypad, the fourth of which no phone shows. */
const rowsHz = [697, 770, 852, 941];
const columnsHz = [1_209, 1_336, 1_477, 1_633];
const keys = ["123A", "456B", "789C", "*0#D"];
/** Half of what either tone of ringback has, for two sound. */
const digitLevel = 0.06;

/** As they are sent (dtmf.ts), but that a pause is as short as any. */
export function renderDigits(digits: string): ToneSamples {
  const beeps = Array.from(digits.toUpperCase()).flatMap((digit): Beep[] => {
    const row = keys.findIndex((line) => line.includes(digit));
    const [hz, hz2] = [rowsHz[row], columnsHz[keys[row]?.indexOf(digit) ?? -1]];
    return hz === undefined || hz2 === undefined ? [pause(toneGapMs)] : [{ hz, hz2, ms: toneMs }, pause(toneGapMs)];
  });
  return render({ isLooped: false, level: digitLevel, beeps });
}

/** Each beep rises and falls this long, so that it does not click. */
const edgeMs = 6;

export function renderTone(tone: Tone): ToneSamples {
  return render(scores[tone]);
}

function render({ isLooped, level, beeps }: Score): ToneSamples {
  const totalMs = beeps.reduce((sum, beep) => sum + beep.ms, 0);
  const samples = new Float32Array(toSampleCount(totalMs));
  let start = 0;
  for (const beep of beeps) {
    const length = toSampleCount(beep.ms);
    for (let i = 0; beep.hz > 0 && i < length; i += 1) samples[start + i] = level * toSample(beep, i, length);
    start += length;
  }
  return { samples, isLooped };
}

function toSample({ hz, hz2 }: Beep, i: number, length: number): number {
  const edge = toSampleCount(edgeMs);
  const envelope = Math.min(1, i / edge, (length - 1 - i) / edge);
  return envelope * (toWave(hz, i) + (hz2 === undefined ? 0 : toWave(hz2, i)));
}

function toWave(hz: number, i: number): number {
  return Math.sin((2 * Math.PI * hz * i) / toneSampleRate);
}

function toSampleCount(ms: number): number {
  return Math.round((ms * toneSampleRate) / 1000);
}
