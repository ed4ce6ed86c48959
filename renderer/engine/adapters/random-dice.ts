/** Real chance, from the platform's cryptographic generator: ids that nobody can guess, jitter that no two seats share. */
import type { Dice } from "../core/dice.ts";

const idBytes = 16;
/** The generator is asked for many at once: a probe alone draws a number for each letter of its ids. */
const drawnAtOnce = 256;

export function createRandomDice(): Dice {
  const drawn = new Uint32Array(drawnAtOnce);
  let used = drawnAtOnce;

  function draw(): number {
    if (used === drawnAtOnce) {
      crypto.getRandomValues(drawn);
      used = 0;
    }
    used += 1;
    return drawn[used - 1] ?? 0;
  }

  return {
    uniform(low, high) {
      return low + (draw() / 2 ** 32) * (high - low);
    },
    id() {
      const bytes = crypto.getRandomValues(new Uint8Array(idBytes));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    },
  };
}
