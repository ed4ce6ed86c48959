/** When a resting seat comes back after a crash, by the words of DESIGN §4 and without a line of the core. */
import { createFixedDice } from "../fakes/fixed-dice.ts";
import { expectedFleets, peakWithin } from "./read-curve.ts";

/** First U(0.5, 10) s, then U(½, 1)·min(120, 5·2ⁿ) s; with no server left U(0, 1) s, then U(½, 1)·min(15, 2ⁿ) s. */
function waitMs(failures: number, isAnotherReady: boolean, uniform: (low: number, high: number) => number): number {
  if (failures === 0) return isAnotherReady ? uniform(500, 10_000) : uniform(0, 1_000);
  const [base, cap] = isAnotherReady ? [5_000, 120_000] : [1_000, 15_000];
  return uniform(0.5, 1) * Math.min(cap, base * 2 ** failures);
}

/**
 * @param atMend when the server is back, ms after the crash.
 * @returns each seat's tries, ms after the crash; the last one finds the server.
 */
export function expectTries(seats: number, atMend: number, isAnotherReady: boolean): number[][] {
  const { uniform } = createFixedDice(25);
  return Array.from({ length: seats }, () => {
    const tries = [waitMs(0, isAnotherReady, uniform)];
    for (let last = tries[0] ?? 0; last < atMend;) {
      last += waitMs(tries.length, isAnotherReady, uniform);
      tries.push(last);
    }
    return tries;
  });
}

/**
 * @param tries of `expectedFleets` fleets.
 * @returns the most seats of one fleet that find the server within any second.
 */
export function peakOfReturns(tries: readonly (readonly number[])[]): number {
  return (
    peakWithin(
      tries.map((own) => own.at(-1) ?? 0),
      1_000,
    ) / expectedFleets
  );
}

/**
 * What is allowed where so much is expected: five standard deviations of what comes by chance, and a little for a fleet
 * that is small.
 */
export function atMost(expected: number): number {
  return expected + 5 * Math.sqrt(expected) + 3;
}
