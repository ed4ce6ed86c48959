/**
 * The engine's own time, from two clocks of which either may mislead: the monotonic one stands still while the computer
 * sleeps (Linux, macOS) or goes on (Windows), and the wall clock may be set. Sleep is counted, a clock that was set is not.
 */
import type { EpochMs, Instant } from "../../../shared/model/time.ts";

/** What both clocks said at one moment. */
export type Reading = { readonly monotonic: Instant; readonly wall: EpochMs };

/** Why the clocks were looked at: the system's word on sleep and wake, or anything else. */
export type Glance = "suspend" | "resume" | "other";

export type Timeline = {
  readonly last: Reading;
  /** What the monotonic clock missed by standing still, ms. */
  readonly missedMs: number;
  /** The system said that it goes to sleep, and no wake was seen since. */
  readonly isAsleep: boolean;
  /** On this timeline; null before the first wake. */
  readonly atWoken: Instant | null;
  /** The wall clock's epoch ms at instant 0 of this timeline. */
  readonly epochAtZero: EpochMs;
};

export type Moment = {
  readonly timeline: Timeline;
  /** Set when whatever was believed before must be proven anew: how long the computer seems to have slept, ms. */
  readonly sleptMs: number | null;
};

/** A deadline passed by this much, or a wall clock ahead by it, means that the computer may have slept, ms. */
const sleptAtLeastMs = 5_000;
/** Clocks are read one after the other and drift apart; less than this is no news, ms. */
const clocksDifferMs = 1_000;
/** The system's word on a wake that was noticed already may come this much later, ms. */
const wordComesWithinMs = 10_000;

export function startTimeline(now: Reading): Timeline {
  const epochAtZero = now.wall - now.monotonic;
  return { last: now, missedMs: 0, isAsleep: false, atWoken: null, epochAtZero };
}

export function toInstant({ last, missedMs }: Timeline): Instant {
  return last.monotonic + missedMs;
}

/**
 * @param atDue the earliest deadline, on this timeline, or null.
 * @returns the timeline at `now`, and whether the computer slept since the last glance.
 */
export function glance(before: Timeline, now: Reading, atDue: Instant | null, why: Glance): Moment {
  const passedMs = now.monotonic - before.last.monotonic;
  const aheadMs = now.wall - before.last.wall - passedMs;
  const isToldAsleep = before.isAsleep || why === "resume";
  const stoodStillMs = isToldAsleep && aheadMs > clocksDifferMs ? aheadMs : 0;
  const missedMs = before.missedMs + stoodStillMs;
  const at = now.monotonic + missedMs;
  const lateMs = atDue === null ? 0 : now.monotonic + before.missedMs - atDue;
  const sleptMs = findSleep({ stoodStillMs, lateMs, aheadMs });
  const isNews = sleptMs !== null || (why === "resume" && !wasNoticed(before, at));
  const epoch = now.wall - at;
  return {
    sleptMs: isNews ? (sleptMs ?? 0) : null,
    timeline: {
      last: now,
      missedMs,
      isAsleep: why === "suspend" || (before.isAsleep && !isNews),
      atWoken: isNews ? at : before.atWoken,
      epochAtZero: Math.abs(epoch - before.epochAtZero) > clocksDifferMs ? epoch : before.epochAtZero,
    },
  };
}

type Signs = { readonly stoodStillMs: number; readonly lateMs: number; readonly aheadMs: number };

/** A wall clock that ran ahead unexplained may have been set: no time is counted, but nothing is believed either. */
function findSleep({ stoodStillMs, lateMs, aheadMs }: Signs): number | null {
  if (stoodStillMs > 0) return stoodStillMs + Math.max(0, lateMs);
  if (lateMs > sleptAtLeastMs) return lateMs;
  return aheadMs > sleptAtLeastMs ? 0 : null;
}

function wasNoticed({ isAsleep, atWoken }: Timeline, at: Instant): boolean {
  return !isAsleep && atWoken !== null && at - atWoken <= wordComesWithinMs;
}
