/** Whether somebody works at a moment, and when that changes; by the clock of this computer. */
import { readShift, type Shift } from "../../shared/model/shift.ts";

const minuteMs = 60_000;
/** Past this, what has not changed never will. */
const longestLookMin = 8 * 24 * 60;

/** @param at epoch ms. */
export function isInShift(shifts: readonly string[], at: number): boolean {
  return isIn(readShifts(shifts), at);
}

/** @returns the first full minute after `at` (epoch ms) that is in a shift where `at` is not, or the other way; null: there is none. */
export function findShiftChange(shifts: readonly string[], at: number): number | null {
  const read = readShifts(shifts);
  const isInNow = isIn(read, at);
  const first = Math.floor(at / minuteMs) * minuteMs;
  // Minute by minute, because clocks are put forward and back.
  for (let minute = 1; minute <= longestLookMin; minute += 1) {
    const then = first + minute * minuteMs;
    if (isIn(read, then) !== isInNow) return then;
  }
  return null;
}

function readShifts(shifts: readonly string[]): readonly Shift[] {
  return shifts.map(readShift).filter((shift) => shift !== null);
}

function isIn(shifts: readonly Shift[], at: number): boolean {
  const date = new Date(at);
  const day = date.getDay();
  const minute = date.getHours() * 60 + date.getMinutes();
  return shifts.some(({ days, from, to }) => {
    if (from < to) return days.includes(day) && minute >= from && minute < to;
    return (days.includes(day) && minute >= from) || (days.includes((day + 6) % 7) && minute < to);
  });
}
