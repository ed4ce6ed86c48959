/** An instant as the wall clock of this seat shows it: 24 hours everywhere, as every server's log has it. */

/**
 * @param at epoch ms.
 * @param locale whose digits and marks stand in it, such as de-CH.
 */
export function formatClockTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}
