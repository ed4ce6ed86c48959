/** What is in a WAV file that Tandem recorded: the two sides, and which tones are heard on each. */
import { amplitudesOf, tones } from "./heard-tones.ts";

export type Recorded = { readonly seconds: number; readonly left: Float64Array; readonly right: Float64Array };

const recordedRate = 16_000;
const headerBytes = 44;
/** Hz, of the beep that tells the parties. */
export const beepHz = 1_400;

/** Throws where the header does not fit the file, as a strict player would. */
export function readWav(file: Buffer): Recorded {
  const is = (text: string, at: number) => file.toString("latin1", at, at + text.length) === text;
  if (!is("RIFF", 0) || !is("WAVEfmt ", 8) || !is("data", 36)) throw new Error("no WAV file");
  if (file.readUInt16LE(22) !== 2 || file.readUInt32LE(24) !== recordedRate) throw new Error("other samples");
  const bytes = file.readUInt32LE(40);
  if (bytes !== file.length - headerBytes || file.readUInt32LE(4) !== file.length - 8)
    throw new Error("a wrong length");
  const frames = bytes / 4;
  const side = (offset: number) =>
    Float64Array.from({ length: frames }, (_, at) => file.readInt16LE(headerBytes + at * 4 + offset) / 32_768);
  return { seconds: frames / recordedRate, left: side(0), right: side(2) };
}

/** How loud this tone is where it is loudest, and in the middle of all that is there. */
export function measureTone(
  side: Float64Array,
  hz: number,
  rate = recordedRate,
): { readonly peak: number; readonly median: number } {
  const amplitudes = amplitudesOf(side, hz, rate).toSorted((a, b) => a - b);
  return { peak: amplitudes.at(-1) ?? 0, median: amplitudes[Math.floor(amplitudes.length / 2)] ?? 0 };
}

/** Of full scale, and above the spill of a click. */
const audible = 0.02;

export function describeSide(side: Float64Array): {
  readonly operator: boolean;
  readonly party: boolean;
  readonly beep: boolean;
} {
  return {
    operator: measureTone(side, tones.operator).peak > audible,
    party: measureTone(side, tones.at611).median > audible,
    beep: measureTone(side, beepHz).peak > audible,
  };
}
