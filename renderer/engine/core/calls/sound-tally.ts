/** How a call sounded from its answer to its end: each measurement counts by the packets that were due in it. */
import type { Quality } from "../../../../shared/model/call.ts";

export type SoundTally = {
  /** Of 20 ms each, as a rule: they stand for time. */
  readonly packets: number;
  /** Sums of each figure times packets. */
  readonly sums: Readonly<Record<keyof typeof decimals, number>>;
  readonly worstMos: number;
};

/** Digits after the point, as a single measurement has them. */
const decimals = { mos: 2, lossPct: 1, jitterMs: 1, rttMs: 1 };
const figures = Object.keys(decimals) as (keyof typeof decimals)[];

/** @param packets that were due in the measured time, arrived or lost; one at least. */
export function addMeasurement(tally: SoundTally | null, quality: Quality, packets: number): SoundTally {
  const sumOf = (figure: keyof typeof decimals) => (tally?.sums[figure] ?? 0) + quality[figure] * packets;
  return {
    packets: (tally?.packets ?? 0) + packets,
    sums: { mos: sumOf("mos"), lossPct: sumOf("lossPct"), jitterMs: sumOf("jitterMs"), rttMs: sumOf("rttMs") },
    worstMos: Math.min(tally?.worstMos ?? quality.mos, quality.mos),
  };
}

/** The mean over time; of the loss that is its share of all packets. */
export function toOverallQuality({ packets, sums }: SoundTally): Quality {
  const quality = { mos: 0, lossPct: 0, jitterMs: 0, rttMs: 0 };
  for (const figure of figures) {
    const scale = 10 ** decimals[figure];
    quality[figure] = Math.round((sums[figure] / packets) * scale) / scale;
  }
  return quality;
}
