/** An instant as a clock on this seat's wall shows it: 14:02 or 2:02 PM, as is usual where the person is. */

/**
 * @param at epoch ms.
 * @param locale whose digits and marks stand in it, such as de-CH.
 */
export function formatClockTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: toHourStyle(locale), minute: "2-digit" }).format(at);
}

/** 09:05 where hours count to 24, so that times stand below each other; 9:05 AM where they count to 12. */
export function toHourStyle(locale: string): "numeric" | "2-digit" {
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  return hour12 === true ? "numeric" : "2-digit";
}
