/** The list of calls as lines, one under the other: the name of each day, and then its calls. */
import type { PastCall } from "../../../../shared/model/past-call.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import { groupByDay } from "../../format/group-by-day.ts";

export type RecentItem =
  | { readonly kind: "day"; readonly day: string }
  | { readonly kind: "call"; readonly call: PastCall; readonly isLastOfDay: boolean };

export type RecentItems = {
  readonly items: readonly RecentItem[];
  /** When "today" becomes "yesterday". */
  readonly atMidnight: EpochMs;
};

/** @param calls newest first. */
export function toRecentItems(calls: readonly PastCall[], now: EpochMs, locale: string): RecentItems {
  const { groups, atMidnight } = groupByDay(calls, ({ atStarted }) => atStarted, now, locale);
  const items = groups.flatMap(({ day, items: ofDay }): RecentItem[] => [
    { kind: "day", day },
    ...ofDay.map((call) => ({ kind: "call", call, isLastOfDay: call === ofDay.at(-1) }) as const),
  ]);
  return { items, atMidnight };
}

export function keyOfItem(item: RecentItem): string {
  return item.kind === "day" ? `day ${item.day}` : `call ${item.call.id}`;
}
