/** What a curve of arrivals says: how high it goes, and whether those who arrive do so on their own or in step. */

/** @returns how many came in each bin of `binMs` from `from` to `to`, ms. */
export function countPerBin(at: readonly number[], from: number, to: number, binMs: number): number[] {
  const bins = Array.from({ length: Math.max(0, Math.ceil((to - from) / binMs)) }, () => 0);
  for (const one of at) {
    const bin = Math.floor((one - from) / binMs);
    if (bins[bin] !== undefined) bins[bin] += 1;
  }
  return bins;
}

/** The most that came within any `windowMs`, wherever it begins. */
export function peakWithin(at: readonly number[], windowMs: number): number {
  const sorted = at.toSorted((a, b) => a - b);
  let first = 0;
  let peak = 0;
  for (const [last, one] of sorted.entries()) {
    while ((sorted[first] ?? one) <= one - windowMs) first += 1;
    peak = Math.max(peak, last - first + 1);
  }
  return peak;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How many fleets a curve is expected of, so that chance evens out. */
export const expectedFleets = 100;

export type Step = {
  /**
   * Index of dispersion of the counts in 100 ms against what is usual then: 1 when each seat comes on its own, n when
   * they come in groups of n.
   */
  readonly clumping: number;
  /** Standard deviation of `clumping` where each seat comes on its own: a short curve of few seats strays far from 1. */
  readonly clumpingDeviation: number;
  /** Coefficient of variation of the time between two arrivals, by the rate at that moment: 1 on their own, 0 like a clock. */
  readonly variation: number;
  /** The strongest autocorrelation of those counts at any distance from 0.3 to 20 s: 1 when the same spikes come again. */
  readonly echo: number;
};

const binMs = 100;
const around = 5;
const farthestEcho = 200;
/** Where next to nothing is usual, a bin counts as if this much were. */
const leastUsual = 0.05;
/** An echo shorter than the smoothing is made by the smoothing. */
const nearestEcho = 3;

/**
 * @param at arrivals of the stretch that is judged, ms.
 * @param expected arrivals of `expectedFleets` such fleets, where their curve is known; else the mean of ±0.5 s is usual,
 * and a steep curve looks clumped.
 */
export function readStep(at: readonly number[], expected: readonly number[] | null = null): Step {
  const sorted = at.toSorted((a, b) => a - b);
  const [from = 0] = sorted;
  const to = (sorted.at(-1) ?? from) + 1;
  const bins = countPerBin(sorted, from, to, binMs);
  const usual =
    expected === null
      ? bins.map((_, index) => mean(bins.slice(Math.max(0, index - around), index + around + 1)))
      : countPerBin(expected, from, to, binMs).map((count) => count / expectedFleets);
  const spreads = bins.map((_, index) => Math.max(usual[index] ?? 0, leastUsual));
  const surprises = bins.map((count, index) => (count - (usual[index] ?? 0)) / Math.sqrt(spreads[index] ?? leastUsual));
  return {
    clumping: mean(surprises.map((one) => one * one)),
    // Of a Poisson count with mean m the squared surprise has the variance 2 + 1/m.
    clumpingDeviation: Math.sqrt(mean(spreads.map((spread) => 2 + 1 / spread)) / Math.max(1, bins.length)),
    variation: readVariation(sorted, from, usual),
    echo: readEcho(surprises),
  };
}

/** Time is stretched until the usual rate is one, so that a rate that changes is no variation. */
function readVariation(sorted: readonly number[], from: number, usual: readonly number[]): number {
  const before: number[] = [];
  let sum = 0;
  for (const rate of usual) {
    before.push(sum);
    sum += rate;
  }
  const stretched = sorted.map((one) => {
    const place = (one - from) / binMs;
    const bin = Math.floor(place);
    return (before[bin] ?? sum) + (place - bin) * (usual[bin] ?? 0);
  });
  const gaps = stretched.slice(1).map((one, index) => one - (stretched[index] ?? one));
  const usualGap = mean(gaps);
  return Math.sqrt(mean(gaps.map((gap) => (gap - usualGap) ** 2))) / usualGap;
}

function readEcho(values: readonly number[]): number {
  const power = values.reduce((sum, value) => sum + value * value, 0);
  let strongest = 0;
  for (let lag = nearestEcho; lag <= Math.min(farthestEcho, values.length / 2); lag += 1) {
    let sum = 0;
    for (let index = lag; index < values.length; index += 1) sum += (values[index] ?? 0) * (values[index - lag] ?? 0);
    strongest = Math.max(strongest, sum / power);
  }
  return strongest;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
