/** Puts what happened under the day it began on, as a person says it: today, yesterday, or its weekday and date. */
import type { EpochMs } from "../../../shared/model/time.ts";

export type DayGroup<Item> = { readonly day: string; readonly items: readonly Item[] };

export type DayGroups<Item> = {
  readonly groups: readonly DayGroup<Item>[];
  /** When "today" becomes "yesterday". */
  readonly atMidnight: EpochMs;
};

/** @param items newest first. */
export function groupByDay<Item>(
  items: readonly Item[],
  atOf: (item: Item) => EpochMs,
  now: EpochMs,
  locale: string,
): DayGroups<Item> {
  const byDay = Map.groupBy(items, (item) => nameDay(atOf(item), now, locale));
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  return { groups: [...byDay].map(([day, ofDay]) => ({ day, items: ofDay })), atMidnight: midnight.getTime() };
}

function nameDay(at: EpochMs, now: EpochMs, locale: string): string {
  const days = daysBetween(at, now);
  const text =
    days <= 1
      ? new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-Math.max(0, days), "day")
      : new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }).format(at);
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}

/** Calendar days of this seat, whatever the hour and the change of clocks. */
function daysBetween(at: EpochMs, now: EpochMs): number {
  const noon = (moment: EpochMs) => new Date(moment).setHours(12, 0, 0, 0);
  return Math.round((noon(now) - noon(at)) / 86_400_000);
}
