/** Hands SipEvents out in order, never while the order that caused them is still being carried out. */
import { createEmitter, type Listener, type Unsubscribe } from "../../../../shared/lib/emitter.ts";
import type { SipEvent } from "../../core/sip-vocabulary.ts";

export type EventQueue = {
  readonly emit: (event: SipEvent) => void;
  readonly listen: (listener: Listener<SipEvent>) => Unsubscribe;
  /** What is still waiting is forgotten, and nothing follows. */
  readonly close: () => void;
};

export function createEventQueue(onListenerError: (error: unknown) => void): EventQueue {
  const emitter = createEmitter<SipEvent>(onListenerError);
  let waiting: SipEvent[] = [];
  let isClosed = false;
  const flush = () => {
    const due = waiting;
    waiting = [];
    for (const event of due) if (!isClosed) emitter.emit(event);
  };
  return {
    emit(event) {
      if (isClosed) return;
      if (waiting.length === 0) queueMicrotask(flush);
      waiting.push(event);
    },
    listen: emitter.listen,
    close() {
      isClosed = true;
      waiting = [];
    },
  };
}
