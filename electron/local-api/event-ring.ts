/** The last 10,000 Events, so that a client that was away for a moment misses nothing. */
import type { Event } from "../../shared/contract/event.ts";

export const ringSize = 10_000;

export type EventRing = {
  readonly push: (event: Event) => void;
  /** @returns the Events after `seq`, or null when some of them are no longer, or never were, here. */
  readonly after: (seq: number) => readonly Event[] | null;
  readonly clear: () => void;
};

export function createEventRing(size = ringSize): EventRing {
  const events: Event[] = [];
  let oldest = 0;
  return {
    push(event) {
      if (events.length < size) events.push(event);
      else {
        events[oldest] = event;
        oldest = (oldest + 1) % size;
      }
    },
    after(seq) {
      const ordered = [...events.slice(oldest), ...events.slice(0, oldest)];
      const at = ordered.findIndex((event) => event.seq === seq);
      return at === -1 ? null : ordered.slice(at + 1);
    },
    clear() {
      events.length = 0;
      oldest = 0;
    },
  };
}
