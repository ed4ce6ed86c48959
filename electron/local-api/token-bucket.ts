/** A limit per minute that lets a short burst through: pure, the time is passed in. */
import type { Instant } from "../../shared/model/time.ts";

/** Credit is counted in tokens × 60,000, of which a millisecond regrows the limit: whole numbers, so nothing is rounded. */
export type TokenBucket = { readonly credit: number; readonly atFilled: Instant };

export type Taking =
  | { readonly isTaken: true; readonly bucket: TokenBucket }
  | { readonly isTaken: false; readonly bucket: TokenBucket; readonly waitMs: number };

const minuteMs = 60_000;

export function createFullBucket(perMinute: number, at: Instant): TokenBucket {
  return { credit: perMinute * minuteMs, atFilled: at };
}

/** Takes one token, or says how long until there is one. A lowered limit counts at once. */
export function takeToken(bucket: TokenBucket, perMinute: number, at: Instant): Taking {
  const regrown = Math.max(0, at - bucket.atFilled) * perMinute;
  const credit = Math.min(perMinute * minuteMs, bucket.credit + regrown);
  if (credit >= minuteMs) return { isTaken: true, bucket: { credit: credit - minuteMs, atFilled: at } };
  return { isTaken: false, bucket: { credit, atFilled: at }, waitMs: Math.ceil((minuteMs - credit) / perMinute) };
}
