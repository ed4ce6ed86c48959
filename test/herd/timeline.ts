/** Virtual time for thousands: a heap of what is to happen, so that a day of a whole fleet passes in a minute. */
export type Timeline = {
  readonly now: () => number;
  /** Runs `task` in `delayMs`; tasks of one moment run in the order they were entered. */
  readonly after: (delayMs: number, task: () => void) => void;
  /** Moves time on by `ms`, running what is due on the way. */
  readonly advance: (ms: number) => void;
};

type Entry = { readonly at: number; readonly order: number; readonly task: () => void };

export function createTimeline(): Timeline {
  let now = 0;
  let count = 0;
  const heap: Entry[] = [];

  const isBefore = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order);

  function push(entry: Entry): void {
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = entry;
  }

  function pop(): void {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (child === undefined || !isBefore(child, last)) break;
      heap[index] = child;
      index = 2 * index + (isRight ? 2 : 1);
    }
    heap[index] = last;
  }

  return {
    now: () => now,
    after(delayMs, task) {
      count += 1;
      push({ at: now + Math.max(0, delayMs), order: count, task });
    },
    advance(ms) {
      const end = now + ms;
      for (let first = heap[0]; first !== undefined && first.at <= end; first = heap[0]) {
        pop();
        now = first.at;
        first.task();
      }
      now = end;
    },
  };
}
