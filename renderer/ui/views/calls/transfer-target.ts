/** Whom a caller is given to, by what was typed: a number as it stands, or the number of the one person so named. */
import type { TransferMatch } from "./transfer-matches.ts";

/**
 * @param matches whom the text may mean.
 * @returns null where it may mean several: a caller is not given away to whoever a few letters might be.
 */
export function toTransferTarget(text: string, matches: readonly Pick<TransferMatch, "number">[]): string | null {
  const [only] = matches;
  if (only === undefined || !isName(text)) return text;
  if (matches.length === 1) return only.number;
  return matches.some(({ number }) => number === text.trim()) ? text : null;
}

/** People are looked for by name; a number is given as it stands. */
export function isName(text: string): boolean {
  return /^\p{L}/u.test(text.trim());
}
