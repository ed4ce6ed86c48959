/** Chance for secrets that repeats, so that what is made from them can be compared. */
import type { SecretDice } from "../../../electron/roster/roster-state.ts";
import { createFixedDice } from "../../fakes/fixed-dice.ts";

export function createSeededSecrets(seed = 1): SecretDice {
  const dice = createFixedDice(seed);
  return { bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(dice.uniform(0, 256))) };
}
