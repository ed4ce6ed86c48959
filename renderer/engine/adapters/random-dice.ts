/** Real chance, from the platform's cryptographic generator: ids that nobody can guess, jitter that no two seats share. */
import type { Dice } from "../core/dice.ts";

const idBytes = 16;

export function createRandomDice(): Dice {
  return {
    uniform(low, high) {
      const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
      return low + (drawn / 2 ** 32) * (high - low);
    },
    id() {
      const bytes = crypto.getRandomValues(new Uint8Array(idBytes));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    },
  };
}
