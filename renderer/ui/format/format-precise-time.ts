/** An instant to the millisecond, as the wall clock of this seat shows it. */
import type { EpochMs } from "../../../shared/model/time.ts";

export function formatPreciseTime(at: EpochMs, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
  }).format(at);
}
