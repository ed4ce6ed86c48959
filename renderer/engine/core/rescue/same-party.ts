/** Whether two numbers name one party: what was dialled, and what the same party's own call shows. */

/** Shorter ones are extensions, and differ in every digit that differs; national numbers are longer. */
const fewestDigits = 7;

/**
 * Equal, or the shorter is the end of the longer once trunk zeros are gone: "0312345678" calls as "+81312345678", and
 * was dialled as "90312345678" where a 9 takes an outside line.
 */
export function isSameParty(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  if (one === other) return true;
  const [longer, shorter] = [toDigits(one), toDigits(other)].sort((a, b) => b.length - a.length);
  if (longer === undefined || shorter === undefined || shorter.length < fewestDigits) return false;
  return longer.endsWith(shorter);
}

/** "" for a name, which is only ever equal. */
function toDigits(number: string): string {
  return /^\+?\d+$/.test(number) ? number.replace(/^\+?0*/, "") : "";
}
