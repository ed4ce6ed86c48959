/** A day and a time of it, for what may be days ago. */
import type { EpochMs } from "../../../shared/model/time.ts";

export function formatMoment(at: EpochMs, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);
}
