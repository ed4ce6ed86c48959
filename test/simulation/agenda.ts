/** Virtual time: things happen in the order of their moments, and nothing happens in between. */
export type Agenda = {
  readonly now: () => number;
  /** Runs `task` in `delayMs`; tasks of one moment run in the order they were entered. */
  readonly after: (delayMs: number, task: () => void) => void;
  /** Moves time on by `ms`, running what is due and ringing the alarm on the way. */
  readonly advance: (ms: number) => void;
  /** The computer sleeps: time passes, and all that was due meanwhile happens late, at once, in its order. */
  readonly sleep: (ms: number) => void;
};

type Entry = { readonly at: number; readonly order: number; readonly task: () => void };

/**
 * @param alarm the moment of the phone's own next deadline, asked before each step, or null.
 * @param onAlarm called when that moment has come.
 */
export function createAgenda(alarm: () => number | null, onAlarm: () => void): Agenda {
  let now = 0;
  let count = 0;
  const entries: Entry[] = [];

  function takeFirst(end: number): Entry | null {
    let first: Entry | null = null;
    for (const entry of entries) {
      if (entry.at > end) continue;
      if (first === null || entry.at < first.at || (entry.at === first.at && entry.order < first.order)) first = entry;
    }
    return first;
  }

  return {
    now: () => now,
    after(delayMs, task) {
      count += 1;
      entries.push({ at: now + delayMs, order: count, task });
    },
    advance(ms) {
      const end = now + ms;
      for (let steps = 0, stuckAt = -1, stuck = 0; ; steps += 1) {
        const entry = takeFirst(end);
        const due = alarm();
        const isAlarm = due !== null && due <= end && (entry === null || due < entry.at);
        if (!isAlarm && entry === null) break;
        const at = isAlarm ? due : (entry?.at ?? now);
        now = Math.max(now, at);
        stuck = now === stuckAt ? stuck + 1 : 0;
        stuckAt = now;
        if (stuck > 1_000) throw new Error(`Time stands still at ${now} ms: a deadline in the past is never passed`);
        if (isAlarm) {
          onAlarm();
        } else if (entry !== null) {
          entries.splice(entries.indexOf(entry), 1);
          entry.task();
        }
      }
      now = end;
    },
    sleep(ms) {
      now += ms;
    },
  };
}
