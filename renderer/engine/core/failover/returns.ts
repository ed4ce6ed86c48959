/** When a server that failed is preferred again: steadily healthy first, and for longer if it has come back lately. */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import type { Instant } from "../../../../shared/model/time.ts";

export const returnsAreRememberedMs = 3_600_000;
/** Somebody who lets a server come back sooner than this wants it back every time, ms. */
const calmFromMs = 10_000;
/** At the default of 30 s: 6 minutes for a second return within the hour, an hour for a third. */
const growth = 12;

/** @returns how long it must have been ready, ms, where the next calls came back to it `returns` times in the last hour. */
function steadyMs(returns: number, { failbackAfterMs }: FailoverPolicy): number {
  if (failbackAfterMs < calmFromMs) return failbackAfterMs;
  return Math.max(failbackAfterMs, Math.min(returnsAreRememberedMs, failbackAfterMs * growth ** returns));
}

/**
 * @param atReturns instants of earlier returns, rising.
 * @returns the first instant at which it has been ready for long enough, for as many returns as are remembered by then.
 */
export function atPreferredAgain(
  atReadySince: Instant,
  atReturns: readonly Instant[],
  policy: FailoverPolicy,
): Instant {
  return atReturns.reduce<Instant>(
    (first, atReturn, index) => {
      const remembered = atReturns.length - 1 - index;
      const atForgotten = atReturn + returnsAreRememberedMs;
      return Math.min(first, Math.max(atForgotten, atReadySince + steadyMs(remembered, policy)));
    },
    atReadySince + steadyMs(atReturns.length, policy),
  );
}
