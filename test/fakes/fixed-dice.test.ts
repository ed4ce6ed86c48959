import { expect, it } from "vitest";
import { createFixedDice } from "./fixed-dice.ts";

const drawTen = (seed: number) => {
  const dice = createFixedDice(seed);
  return Array.from({ length: 10 }, () => dice.uniform(0, 100));
};

it("throws the same numbers for the same seed, others for another", () => {
  expect(drawTen(7)).toEqual(drawTen(7));
  expect(drawTen(7)).not.toEqual(drawTen(8));
});

it("stays within the bounds and uses their width", () => {
  const dice = createFixedDice();
  const drawn = Array.from({ length: 1_000 }, () => dice.uniform(-1, 1));
  expect(drawn.every((value) => value >= -1 && value < 1)).toBe(true);
  expect([Math.min(...drawn) < -0.9, Math.max(...drawn) > 0.9]).toEqual([true, true]);
});

it("counts its ids", () => {
  const dice = createFixedDice();
  expect([dice.id(), dice.id()]).toEqual(["id-1", "id-2"]);
});
