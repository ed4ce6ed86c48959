/** When a version that is ready may take its place: outside every shift, and not on all seats in one instant. */
import { findShiftChange, isInShift } from "./in-shift.ts";

/** After a shift, or where there are none after it became ready: the servers meet 3,500 new registrations over this, ms. */
export const spreadMs = 30 * 60_000;

/**
 * @param share of this seat, 0 to 1.
 * @param at epoch ms.
 * @returns epoch ms; null: there is no time outside the shifts, so only when somebody quits.
 */
export function planInstall(shifts: readonly string[], share: number, at: number): number | null {
  const atFree = isInShift(shifts, at) ? findShiftChange(shifts, at) : at;
  if (atFree === null) return null;
  const atNext = shifts.length === 0 ? null : findShiftChange(shifts, atFree);
  const roomMs = atNext === null ? spreadMs : Math.min(spreadMs, (atNext - atFree) / 2);
  return Math.floor(atFree + share * roomMs);
}
