/**
 * How gently servers are asked: one SUBSCRIBE of a seat at a time, and the slower a server answers the longer it is left
 * alone. Thousands of seats that come back after an outage ask for a hundred lines each; so they take what is left over.
 */
import type { Dice } from "../dice.ts";
import { longestRetryAfterS } from "../registration/backoff.ts";

/** An answer is waited for this long, ms: asking is never urgent, and whether the server lives is found out elsewhere. */
export const answerWithinMs = 10_000;
/** A NOTIFY follows a SUBSCRIBE within this (Timer N of RFC 6665 §4.1.2.4), ms. */
export const notifyWithinMs = 32_000;
/** A subscription that stood this long was a good one, ms. */
export const stoodMs = 30_000;

const shortestPauseMs = 200;
const longestPauseMs = 60_000;
/** A seat asks a server at most a twentieth of the time. */
const pausePerAnswer = 20;

/** @param answerMs how long the server took. @returns ms until it is asked for the next one. */
export function decidePauseMs(answerMs: number, dice: Dice): number {
  const pauseMs = Math.min(longestPauseMs, Math.max(shortestPauseMs, pausePerAnswer * answerMs));
  return pauseMs * dice.uniform(0.5, 1.5);
}

/** @returns U(½, 1) · min(600, 15 · 2ⁿ) s, and never before the server's Retry-After, ms. */
export function decideAgainMs(failures: number, retryAfterS: number | null, dice: Dice): number {
  const backOffMs = Math.min(600_000, 15_000 * 2 ** Math.min(failures, 10)) * dice.uniform(0.5, 1);
  return Math.max(backOffMs, Math.min(longestRetryAfterS, retryAfterS ?? 0) * 1_000);
}

/** A server that has none may be given one by its administrator: it is asked again after about an hour, ms. */
export function decideNoneAgainMs(dice: Dice): number {
  return 3_600_000 * dice.uniform(0.75, 1.25);
}

/** What a final answer to SUBSCRIBE other than 2xx means. */
export type Refusal = "tooBrief" | "noPackage" | "noResource" | "gone" | "later";

/** Of the 4xx only those that ask for another time are worth one: the others need a person, and would be hammering. */
export function readRefusal(code: number): Refusal {
  switch (code) {
    case 423:
      return "tooBrief";
    // Bad Event, and servers that do not know the method at all.
    case 405:
    case 489:
    case 501:
      return "noPackage";
    case 481:
      return "gone";
    case 408:
    case 429:
    case 480:
    case 491:
      return "later";
    default:
      return code >= 500 && code < 600 ? "later" : "noResource";
  }
}
