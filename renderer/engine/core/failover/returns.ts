/** When a server that failed is preferred again: once steadily healthy, and by itself only once an hour. */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import type { Instant } from "../../../../shared/model/time.ts";

/** Away, back, and away again: three changes of the preference in an hour at most, whatever the server does. */
const returnsEveryMs = 3_600_000;
/** Whoever lets a server come back sooner than this wants it back every time, ms. */
const calmFromMs = 10_000;

/** @param atReturned when the next call came back to it last; null: never. */
export function atPreferredAgain(
  atReadySince: Instant,
  atReturned: Instant | null,
  { failbackAfterMs }: FailoverPolicy,
): Instant {
  const atSteady = atReadySince + failbackAfterMs;
  const isCounted = atReturned !== null && failbackAfterMs >= calmFromMs;
  return isCounted ? Math.max(atSteady, atReturned + returnsEveryMs) : atSteady;
}
