/** How long a lost server is left alone: short when a call hangs on it, spread wide when another can ring the seat. */
import type { Instant } from "../../../../shared/model/time.ts";
import type { Dice } from "../dice.ts";

/** Nothing is tried faster than this, whatever is answered. */
export const fastestRetryMs = 500;

/** No server may send a phone away for longer than this, s. */
export const longestRetryAfterS = 3_600;

export type RetryCircumstances = {
  /** Losses before this one since the server was last steady. */
  readonly failures: number;
  readonly isAnotherReady: boolean;
  /** A call's dialog lives or rings on this server. */
  readonly hasCall: boolean;
  /** Losses while that was so; they are hurried and make no later wait longer. */
  readonly triesForCall: number;
  /** A call was ended there that the server may still hold: its party hears nobody until the BYE gets through. */
  readonly isEndOwed: boolean;
};

/**
 * The longest time between two tries for a call, ms: less than the 2 s within which it is to be re-attached once the
 * server can be had again, by the two round trips and the re-INVITE that follow.
 */
export const longestCallRetryMs = 1_500;

const laterWithCallMs = [1_000, longestCallRetryMs] as const;
/** A quarter of the seats may be talking when a server dies, and none of them may come back in step with another. */
const withCallMs = [[0, 500], [500, 1_000], laterWithCallMs] as const;

/** The longest time between two tries while the end of a call is owed, ms: half a minute with a socket that does not open. */
export const longestOwedRetryMs = 25_000;

/** How long that is tried, ms: as long as the adapter keeps what it owes. */
export const longestOwedMs = 600_000;

/** @returns delay in ms. For a call U(0, 0.5), U(0.5, 1), then U(1, 1.5) s. With another server ready first U(0.5, 10) s, then U(½,1)·min(120, 5·2ⁿ) s; else U(0, 1) s, cap 15 s. With the end of a call owed the cap is 25 s. */
export function decideRetryDelayMs(circumstances: RetryCircumstances, dice: Dice): number {
  const { failures, isAnotherReady, hasCall, triesForCall, isEndOwed } = circumstances;
  if (hasCall) {
    const [shortestMs, longestMs] = withCallMs[triesForCall] ?? laterWithCallMs;
    return dice.uniform(shortestMs, longestMs);
  }
  const doublings = Math.min(failures, 10);
  if (isAnotherReady) {
    if (failures === 0) return dice.uniform(500, 10_000);
    return dice.uniform(0.5, 1) * Math.min(isEndOwed ? longestOwedRetryMs : 120_000, 5_000 * 2 ** doublings);
  }
  if (failures === 0) return dice.uniform(0, 1_000);
  return dice.uniform(0.5, 1) * Math.min(15_000, 1_000 * 2 ** doublings);
}

/** A try may not come sooner than `fastestRetryMs` after the one before it. */
export function notTooSoon(atWanted: Instant, atLastTry: Instant | null): Instant {
  return atLastTry === null ? atWanted : Math.max(atWanted, atLastTry + fastestRetryMs);
}
