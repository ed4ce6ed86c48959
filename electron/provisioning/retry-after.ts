/** When a server that cannot help just now wants to be asked again (RFC 9110 §10.2.3): in so many seconds, or at a date. */

/** @param at now, epoch ms. @returns ms from now; null where nothing was said, or nothing that makes sense. */
export function readRetryAfter(header: string | undefined, at: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d{1,9}$/u.test(text)) return Number(text) * 1_000;
  // An HTTP date, and no other form that Date takes.
  if (!/^[A-Z][a-z]{2,8}, .+ GMT$/u.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - at);
}
