/** Thousands of random days: whatever happens in whatever order, the core keeps its promises. */
import { describe, expect, it } from "vitest";
import { playDays } from "../../../simulation/play-days.ts";

/** A hundred times as many: `npm run chaos -- --ring=core`. */
const days = 1_000;

describe("the core on random days", () => {
  it(`keeps every promise on ${days} schedules of faults, dials, rings and sleep`, { timeout: 900_000 }, () => {
    expect(playDays(days)).toBeGreaterThanOrEqual(days);
  });
});
