/** The property of the core: whatever happens in whatever order on so many random days, every promise holds. */
import fc from "fast-check";
import { checkFarewell, checkReturn, runDay } from "./run-day.ts";
import { schedule } from "./schedule.ts";

/** Every so manieth day is watched until both servers are back; the others end once everything is healed. */
const watchedLonger = 10;

/**
 * @param seed of fast-check; without it the one of `configureGlobal` is used.
 * @returns how many days were played. Throws fast-check's report (seed, path, shortest day) at a broken promise.
 */
export function playDays(days: number, seed?: number): number {
  let played = 0;
  fc.assert(
    fc.property(fc.nat(), schedule, (seedOfDay, steps) => {
      played += 1;
      const desk = runDay(seedOfDay, steps);
      if (played % watchedLonger === 0) checkReturn(desk);
      checkFarewell(desk);
    }),
    { numRuns: days, ...(seed === undefined ? {} : { seed }) },
  );
  return played;
}
