/** When a newer document is looked for: soon after a start, then every so many hours, sooner where the server was away. */
import type { FetchTrouble } from "../../shared/model/enrolment.ts";
import type { FetchedTrouble } from "./read-answer.ts";

export type Dice = {
  /** Uniform in [low, high). */
  readonly uniform: (low: number, high: number) => number;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A whole office starts at nine; its looks are spread over this. */
const firstLookWithinMs = minuteMs;
const firstRetryMs = 5 * minuteMs;
const longestRetryMs = hourMs;
/** Of what a server wishes: whatever it says, it is asked again within a day. */
const longestWishMs = 24 * hourMs;

export function toFirstLookMs(dice: Dice): number {
  return dice.uniform(1_000, firstLookWithinMs);
}

export function toRegularLookMs(refreshHours: number, dice: Dice): number {
  return refreshHours * hourMs * dice.uniform(0.9, 1.1);
}

/**
 * A server that says when it wants to be asked again is asked no sooner, and not by a whole office at once.
 * @param failures how many looks in a row came to nothing, this one among them.
 */
export function toNextLookMs(
  { trouble, retryAfterMs = 0 }: FetchedTrouble,
  failures: number,
  refreshHours: number,
  dice: Dice,
): number {
  if (!passes(trouble)) return toRegularLookMs(refreshHours, dice);
  const retryMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1), refreshHours * hourMs);
  const wishedMs = Math.min(retryAfterMs, longestWishMs);
  return wishedMs > 0 ? wishedMs + retryMs * dice.uniform(0, 0.1) : retryMs * dice.uniform(0.5, 1);
}

/** Whether it may be over by itself before anybody does something about it. */
function passes({ kind }: FetchTrouble): boolean {
  return ["unknownName", "unreachable", "tooSlow", "failing", "brokenOff", "webPage", "proxy"].includes(kind);
}
