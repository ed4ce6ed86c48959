/** The door to time: a monotonic clock to decide by, the wall clock to show, and one alarm. */
import type { EpochMs, Instant } from "../../../shared/model/time.ts";

export type ClockPort = {
  readonly now: () => Instant;
  readonly wallNow: () => EpochMs;
  /** Calls back once at or after `at`; a second call replaces the first; null clears it. */
  readonly wakeAt: (at: Instant | null, onWake: () => void) => void;
};
