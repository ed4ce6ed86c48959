/**
 * The server's one thread: whatever it does is a turn taken here, so that standing still is exact. While frozen, turns
 * wait in their order, timers that run out included, as in a process that was stopped.
 */

export type Turns = {
  readonly run: (turn: () => void) => void;
  /** @returns what takes the turn back. */
  readonly after: (delayMs: number, turn: () => void) => () => void;
  readonly freeze: () => void;
  /** Takes every turn that waited, in order. */
  readonly thaw: () => void;
  /** Nothing runs any more, not even what waits. */
  readonly end: () => void;
};

export function createTurns(): Turns {
  let state: "moving" | "still" | "ended" = "moving";
  const waiting: (() => void)[] = [];
  const timers = new Set<NodeJS.Timeout>();

  function run(turn: () => void): void {
    if (state === "moving") turn();
    else if (state === "still") waiting.push(turn);
  }

  return {
    run,
    after(delayMs, turn) {
      let isTakenBack = false;
      const timer = setTimeout(() => {
        timers.delete(timer);
        run(() => {
          if (!isTakenBack) turn();
        });
      }, delayMs);
      timers.add(timer);
      return () => {
        isTakenBack = true;
        timers.delete(timer);
        clearTimeout(timer);
      };
    },
    freeze() {
      if (state === "moving") state = "still";
    },
    thaw() {
      if (state !== "still") return;
      state = "moving";
      for (let turn = waiting.shift(); turn !== undefined; turn = waiting.shift()) turn();
    },
    end() {
      state = "ended";
      waiting.length = 0;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
