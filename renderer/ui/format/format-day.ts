/** A day as the locale writes it, with its year: for what happens once and may be far off. */
import type { EpochMs } from "../../../shared/model/time.ts";

export function formatDay(at: EpochMs, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" }).format(at);
}
