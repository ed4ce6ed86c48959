/** An instant as the wall clock of this seat shows it, hours and minutes by the language's habit. */
import type { EpochMs } from "../../../shared/model/time.ts";

export function formatClockTime(at: EpochMs, language: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
}
