/** A clock that stands still until a test moves it; both clocks move together and alarms ring on the way, unless it sleeps. */
import type { ClockPort } from "../../renderer/engine/ports/clock.ts";

export type FakeClock = ClockPort & {
  /** Moves time on by `ms`, ringing every alarm that is due on the way, those set meanwhile too. */
  readonly advance: (ms: number) => void;
  /** The computer sleeps: no alarm rings, the wall clock goes on, the monotonic one as the system has it. */
  readonly sleep: (ms: number, monotonic: "goesOn" | "standsStill") => void;
  /** Somebody sets the wall clock, by so many ms. */
  readonly setWall: (byMs: number) => void;
  /** When the alarm rings, null when none is set. */
  readonly alarmAt: () => number | null;
};

/** More alarms than this at one instant are a loop that would never let time go on. */
const mostWakesAtOnce = 100;

/** @param startsAt epoch milliseconds of the wall clock when the monotonic one reads 0. */
export function createFakeClock(startsAt = 1_800_000_000_000): FakeClock {
  let now = 0;
  let wallAheadMs = 0;
  let alarm: { readonly at: number; readonly onWake: () => void } | null = null;

  function ringUntil(end: number): void {
    let wakesAtOnce = 0;
    while (alarm !== null && alarm.at <= end) {
      const { at, onWake } = alarm;
      wakesAtOnce = at > now ? 1 : wakesAtOnce + 1;
      now = Math.max(now, at);
      if (wakesAtOnce > mostWakesAtOnce) {
        throw new Error(
          `The alarm rang ${wakesAtOnce} times at ${now} ms; somebody sets it to an instant that has passed.`,
        );
      }
      alarm = null;
      onWake();
    }
  }

  return {
    now: () => now,
    wallNow: () => startsAt + now + wallAheadMs,
    wakeAt(at, onWake) {
      alarm = at === null ? null : { at, onWake };
    },
    advance(ms) {
      const end = now + ms;
      ringUntil(end);
      now = end;
    },
    sleep(ms, monotonic) {
      if (monotonic === "goesOn") now += ms;
      else wallAheadMs += ms;
    },
    setWall(byMs) {
      wallAheadMs += byMs;
    },
    alarmAt: () => alarm?.at ?? null,
  };
}
