/** When operators work, as an administrator writes it; by the clock of the computer. */
const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** `mon-fri 08:00-18:00`, `sat 22:00-06:00`, or `08:00-18:00` for every day. */
const shiftForm = /^(?:(?<days>[a-z]{3}(?:-[a-z]{3})?) )?(?<from>[012]\d:[0-5]\d)-(?<to>[012]\d:[0-5]\d)$/u;

export type Shift = {
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
