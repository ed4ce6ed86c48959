/** Chance of a measurement that can be repeated: TANDEM_SEED draws the same trials again. */
import { randomInt } from "node:crypto";

export type SeededDice = {
  readonly seed: number;
  /** Uniform in [low, high). */
  readonly uniform: (low: number, high: number) => number;
};

/** Prints its seed, which is TANDEM_SEED or a new one. */
export function createSeededDice(): SeededDice {
  const given = process.env["TANDEM_SEED"];
  const seed = given === undefined ? randomInt(2 ** 31) : Number(given);
  console.log(`TANDEM_SEED=${seed}`);
  let state = seed >>> 0;
  /** Mulberry32. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, uniform: (low, high) => low + next() * (high - low) };
}
