/** When operators work, as an administrator writes it, and whether now is such a time; by the clock of the computer. */
const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const minuteMs = 60_000;
/** Past this, what has not changed never will. */
const longestLookMin = 8 * 24 * 60;

/** `mon-fri 08:00-18:00`, `sat 22:00-06:00`, or `08:00-18:00` for every day. */
const shiftForm = /^(?:(?<days>[a-z]{3}(?:-[a-z]{3})?) )?(?<from>[012]\d:[0-5]\d)-(?<to>[012]\d:[0-5]\d)$/u;

type Shift = {
  /** Of its beginning; 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes of the day. At or before `from`, `to` is of the next day. */
  readonly from: number;
  readonly to: number;
};

/** @returns null where it is no shift. */
export function readShift(text: string): Shift | null {
  const said = shiftForm.exec(text)?.groups;
  if (said === undefined) return null;
  const { days, from = "", to = "" } = said;
  const [first, last] = days?.split("-") ?? ["sun", "sat"];
  const start = toDay(first);
  const end = toDay(last ?? first);
  const [fromMinute, toEnd] = [toMinute(from), toMinute(to)];
  if (start === -1 || end === -1 || fromMinute === null || toEnd === null) return null;
  const count = ((end - start + 7) % 7) + 1;
  return { days: Array.from({ length: count }, (_, index) => (start + index) % 7), from: fromMinute, to: toEnd };
}

function toDay(name: string | undefined): number {
  return dayNames.findIndex((one) => one === name);
}

function toMinute(time: string): number | null {
  const [hours = 24, minutes = 0] = time.split(":").map(Number);
  return hours < 24 ? hours * 60 + minutes : null;
}

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
