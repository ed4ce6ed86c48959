/** Ten thousand random days: whatever happens in whatever order, the core keeps its promises. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkFarewell, checkReturn, runDay } from "../../../simulation/run-day.ts";
import { schedule } from "../../../simulation/schedule.ts";

const days = 10_000;
/** Every so manieth day is watched until both servers are back; the others end once everything is healed. */
const watchedLonger = 10;

describe("the core on random days", () => {
  it(`keeps every promise on ${days} schedules of faults, dials, rings and sleep`, { timeout: 400_000 }, () => {
    let played = 0;
    fc.assert(
      fc.property(fc.nat(), schedule, (seed, steps) => {
        played += 1;
        const desk = runDay(seed, steps);
        if (played % watchedLonger === 0) checkReturn(desk);
        checkFarewell(desk);
      }),
      { numRuns: days },
    );
    expect(played).toBeGreaterThanOrEqual(days);
  });
});
