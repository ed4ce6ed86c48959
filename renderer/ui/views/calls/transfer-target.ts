/** Whom a caller is given to, by what was typed: a number as it stands, or the extension of the one colleague so named. */
import type { Colleague } from "../../../../shared/model/colleague.ts";

/**
 * @param matches whom the text may mean.
 * @returns null where it may mean several: a caller is not given away to whoever a few letters might be.
 */
export function toTransferTarget(text: string, matches: readonly Colleague[]): string | null {
  const [only] = matches;
  if (only === undefined || !isName(text)) return text;
  if (matches.length === 1) return only.extension;
  return matches.some(({ extension }) => extension === text.trim()) ? text : null;
}

function isName(text: string): boolean {
  return /^\p{L}/u.test(text.trim());
}
