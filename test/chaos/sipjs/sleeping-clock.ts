/** The system's clock, whose alarm waits while the computer sleeps. */
import { createSystemClock } from "../../../renderer/engine/adapters/system-clock.ts";
import type { ClockPort } from "../../../renderer/engine/ports/clock.ts";

export type SleepingClock = {
  readonly clock: ClockPort;
  readonly sleep: () => void;
  readonly wake: () => void;
};

export function createSleepingClock(): SleepingClock {
  const clock = createSystemClock();
  let isAsleep = false;
  let alarm: { readonly at: number | null; readonly onWake: () => void } | null = null;
  return {
    clock: {
      now: clock.now,
      wallNow: clock.wallNow,
      wakeAt(at, onWake) {
        alarm = { at, onWake };
        if (!isAsleep) clock.wakeAt(at, onWake);
      },
    },
    sleep() {
      isAsleep = true;
      clock.wakeAt(null, () => {});
    },
    wake() {
      isAsleep = false;
      if (alarm !== null) clock.wakeAt(alarm.at, alarm.onWake);
    },
  };
}
