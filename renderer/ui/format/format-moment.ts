/** A day and a time of it, for what may be days ago. */
import { toHourStyle } from "../../../shared/i18n/format-clock-time.ts";
import type { EpochMs } from "../../../shared/model/time.ts";

export function formatMoment(at: EpochMs, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    hour: toHourStyle(locale),
    minute: "2-digit",
  }).format(at);
}
