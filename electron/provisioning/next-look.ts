/** When a newer document is looked for: soon after a start, then every so many hours, sooner where the server was away. */
import type { FetchTrouble } from "../../shared/model/enrolment.ts";

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

export function toFirstLookMs(dice: Dice): number {
  return dice.uniform(1_000, firstLookWithinMs);
}

export function toRegularLookMs(refreshHours: number, dice: Dice): number {
  return refreshHours * hourMs * dice.uniform(0.9, 1.1);
}

/** @param failures how many looks in a row came to nothing, this one among them. */
export function toNextLookMs(trouble: FetchTrouble, failures: number, refreshHours: number, dice: Dice): number {
  if (!passes(trouble)) return toRegularLookMs(refreshHours, dice);
  const retryMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1));
  return Math.min(retryMs, refreshHours * hourMs) * dice.uniform(0.5, 1);
}

/** Whether it may be over by itself before anybody does something about it. */
function passes({ kind }: FetchTrouble): boolean {
  return ["unknownName", "unreachable", "tooSlow", "failing", "brokenOff", "webPage"].includes(kind);
}
