/** What a party at the numbers 611 and 612 has just heard: which tones were in the sound that the phone sent it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AsteriskServer } from "../testbed/asterisk-server.ts";

/** Hz. The operator's is the beep of Chromium's pretended microphone, 20 ms long and twice a second; the whisperer's a file's. */
export const tones = { operator: 400, at611: 700, at612: 1_300, whisperer: 1_900 } as const;
export type Speaker = keyof typeof tones;

const sampleRate = 8_000;
const seconds = 1;
/** Of full scale. The beep is a fiftieth of the time there; the tones are far above. */
const audible = 0.002;

/** @returns who was heard during the last second, in no order that matters. */
export function heardAt(server: AsteriskServer, number: "611" | "612"): readonly Speaker[] {
  const samples = soundAt(server, number).subarray(-sampleRate * seconds);
  return (Object.keys(tones) as Speaker[]).filter((who) => isHeard(samples, who));
}

/** Whether the operator's voice was ever in what that party has heard, however shortly. */
export function hasHeardOperator(server: AsteriskServer, number: "611" | "612"): boolean {
  return isHeard(soundAt(server, number), "operator");
}

/** Everything that party has heard, at 8 kHz. */
export function soundAt(server: AsteriskServer, number: "611" | "612"): Float64Array {
  const bytes = readFileSync(join(server.folder, "log", `heard-${number}.sln`));
  return Float64Array.from({ length: Math.floor(bytes.length / 2) }, (_, at) => bytes.readInt16LE(2 * at) / 32_768);
}

/** A tone goes on through most blocks; the beep is in one or two, and so short and loud that it is a click to the others. */
function isHeard(samples: Float64Array, who: Speaker): boolean {
  const amplitudes = amplitudesOf(samples, tones[who]).toSorted((a, b) => a - b);
  const at = who === "operator" ? amplitudes.length - 1 : Math.floor(amplitudes.length / 2);
  return (amplitudes[at] ?? 0) > audible;
}

/** By Goertzel, of blocks as long as the beep. @param rate of the samples, Hz. */
export function amplitudesOf(samples: Float64Array, hz: number, rate = sampleRate): readonly number[] {
  const size = rate / 50;
  const count = Math.floor(samples.length / size);
  return Array.from({ length: count }, (_, at) =>
    blockAmplitude(samples.subarray(at * size, (at + 1) * size), hz, rate),
  );
}

function blockAmplitude(block: Float64Array, hz: number, rate: number): number {
  const angle = (2 * Math.PI * hz) / rate;
  let [one, two] = [0, 0];
  for (const [at, sample] of block.entries()) {
    // A window without corners, so that a tone does not spill into the others.
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (block.length - 1));
    [one, two] = [2 * weight * sample + 2 * Math.cos(angle) * one - two, one];
  }
  const power = one * one + two * two - 2 * Math.cos(angle) * one * two;
  return (2 * Math.sqrt(Math.max(0, power))) / block.length;
}
