/** The real clock: the page's monotonic time to decide by, the wall clock to show, and one timer for the one alarm. */
import type { ClockPort } from "../ports/clock.ts";

/** A longer setTimeout fires at once (HTML, timer initialisation steps: the delay is a signed 32-bit integer). */
const longestTimeoutMs = 2 ** 31 - 1;

export function createSystemClock(): ClockPort {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const now = () => performance.now();

  function arm(at: number, onWake: () => void): void {
    const delayMs = Math.min(Math.max(Math.ceil(at - now()), 0), longestTimeoutMs);
    timer = setTimeout(() => {
      timer = null;
      if (now() < at) arm(at, onWake);
      else onWake();
    }, delayMs);
  }

  return {
    now,
    wallNow: () => Date.now(),
    wakeAt(at, onWake) {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (at !== null) arm(at, onWake);
    },
  };
}
