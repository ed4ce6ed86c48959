/** A limit per minute that lets a short burst through: pure, the time is passed in. */
import type { Instant } from "../../shared/model/time.ts";

export type TokenBucket = { readonly tokens: number; readonly atFilled: Instant };

export type Taking =
  | { readonly isTaken: true; readonly bucket: TokenBucket }
  | { readonly isTaken: false; readonly bucket: TokenBucket; readonly waitMs: number };

const minuteMs = 60_000;

export function createFullBucket(perMinute: number, at: Instant): TokenBucket {
  return { tokens: perMinute, atFilled: at };
}

/** Takes one token, or says how long until there is one. A lowered limit counts at once. */
export function takeToken(bucket: TokenBucket, perMinute: number, at: Instant): Taking {
  const regrown = ((at - bucket.atFilled) * perMinute) / minuteMs;
  const tokens = Math.min(perMinute, bucket.tokens + Math.max(0, regrown));
  if (tokens >= 1) return { isTaken: true, bucket: { tokens: tokens - 1, atFilled: at } };
  return { isTaken: false, bucket: { tokens, atFilled: at }, waitMs: Math.ceil(((1 - tokens) * minuteMs) / perMinute) };
}
