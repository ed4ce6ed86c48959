import { expect, it } from "vitest";
import { toMos } from "../../../../../renderer/engine/adapters/web/mos.ts";

it("gives an undisturbed call the best score of narrow-band telephony", () => {
  expect(toMos({ lossPct: 0, jitterMs: 0, rttMs: 0 })).toBe(4.39);
});

it.each([
  ["a good office line", { lossPct: 0, jitterMs: 5, rttMs: 40 }, 4.37],
  ["a line with some loss", { lossPct: 3, jitterMs: 10, rttMs: 80 }, 4.05],
  ["a long way", { lossPct: 0, jitterMs: 10, rttMs: 600 }, 3.33],
  ["a bad mobile line", { lossPct: 15, jitterMs: 40, rttMs: 300 }, 2.11],
])("scores %s", (_what, transmission, mos) => {
  expect(toMos(transmission)).toBe(mos);
});

it("never rises when a line gets worse", () => {
  for (const key of ["lossPct", "jitterMs", "rttMs"] as const) {
    const scores = [0, 1, 5, 20, 50, 100].map((value) => toMos({ lossPct: 1, jitterMs: 5, rttMs: 50, [key]: value }));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  }
});

it("stays between 1 and 4.5 whatever it is told", () => {
  expect(toMos({ lossPct: 100, jitterMs: 2_000, rttMs: 10_000 })).toBe(1);
});
