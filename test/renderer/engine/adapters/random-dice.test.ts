import { expect, it } from "vitest";
import { createRandomDice } from "../../../../renderer/engine/adapters/random-dice.ts";

it("draws within the bounds, over their whole width", () => {
  const dice = createRandomDice();
  const drawn = Array.from({ length: 2_000 }, () => dice.uniform(10, 20));
  expect(drawn.every((value) => value >= 10 && value < 20)).toBe(true);
  expect(Math.min(...drawn)).toBeLessThan(10.5);
  expect(Math.max(...drawn)).toBeGreaterThan(19.5);
});

it("makes ids of 128 bits that do not repeat", () => {
  const dice = createRandomDice();
  const ids = Array.from({ length: 1_000 }, () => dice.id());
  expect(ids.filter((id) => !/^[0-9a-f]{32}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(1_000);
});
