/** How loud a stretch of sound is, and when somebody has been speaking for a while: arithmetic, without a browser. */

/** Levels are shown from here up, dBFS. */
const quietestDb = -60;
const steps = 20;

/** @param samples -1 to 1. @returns dBFS of the mean power; -Infinity for silence. */
export function toDecibels(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return 10 * Math.log10(power / samples.length);
}

/** @returns 0 to 20, 3 dB a step. */
export function toLevel(decibels: number): number {
  const step = Math.ceil((steps * (decibels - quietestDb)) / -quietestDb);
  return Math.min(Math.max(step, 0), steps);
}

/** A voice at a headset comes with -30 to -15 dBFS, a quiet room and breath with less than -50. */
const spokenDb = -42;
const spokenForMs = 1_000;
/** Between words and syllables. */
const pauseMs = 300;

export type SpeechWatch = {
  /** @returns whether somebody has spoken for a second now; then the second begins anew. */
  readonly hear: (decibels: number, durationMs: number) => boolean;
};

export function createSpeechWatch(): SpeechWatch {
  let spokenMs = 0;
  let quietMs = 0;
  return {
    hear(decibels, durationMs) {
      if (decibels < spokenDb) {
        quietMs += durationMs;
        if (quietMs > pauseMs) spokenMs = 0;
        return false;
      }
      quietMs = 0;
      spokenMs += durationMs;
      if (spokenMs < spokenForMs) return false;
      spokenMs = 0;
      return true;
    },
  };
}
