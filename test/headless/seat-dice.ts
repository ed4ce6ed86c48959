/** Seeded chance for one seat of many: no two seats share a throw or an id. */
import type { Dice } from "../../renderer/engine/core/dice.ts";
import { createFixedDice } from "../fakes/fixed-dice.ts";

/** @param seed of the whole run. @param seat its number in it. */
export function createSeatDice(seed: number, seat: number): Dice {
  const dice = createFixedDice(Math.imul(seed, 0x9e3779b1) + Math.imul(seat, 0x85ebca77));
  return { uniform: dice.uniform, id: () => `s${seed}-${seat}-${dice.id()}` };
}
