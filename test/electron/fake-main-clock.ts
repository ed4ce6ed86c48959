/** Main's clock for tests: it stands still until it is moved, and then runs what is due, in order. */
import type { Clock } from "../../shared/lib/clock.ts";

export type FakeMainClock = Clock & {
  readonly advance: (ms: number) => void;
  /** The whole program stands still: time passes, no timer runs. */
  readonly sleep: (ms: number) => void;
  /** How many timers wait. */
  readonly waiting: () => number;
};

export const atFakeStart = 1_800_000_000_000;

export function createFakeMainClock(): FakeMainClock {
  type Timer = { readonly at: number; readonly run: () => void };
  let now = 0;
  let timers: Timer[] = [];
  return {
    now: () => now,
    wallNow: () => atFakeStart + now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (let turns = 0; ; turns += 1) {
        if (turns > 10_000) throw new Error("timers set each other for ever");
        const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((other) => other !== due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = end;
    },
    sleep(ms) {
      now += ms;
    },
    waiting: () => timers.length,
  };
}
