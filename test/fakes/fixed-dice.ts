/** Chance that repeats: the same seed throws the same numbers, and ids count up so that a failure reads well. */
import type { Dice } from "../../renderer/engine/core/dice.ts";

/** @param seed any integer; one seed, one run. */
export function createFixedDice(seed = 1): Dice {
  let state = seed >>> 0;
  let count = 0;

  /** Mulberry32. */
  function draw(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    uniform: (low, high) => low + draw() * (high - low),
    id() {
      count += 1;
      return `id-${count}`;
    },
  };
}
