/** The real clock: what main.ts hands to everything that waits or stamps. */
import type { Clock } from "../../shared/lib/clock.ts";

export const systemClock: Clock = {
  wallNow: () => Date.now(),
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
