/** The clock a composition root hands out: the wall clock to stamp with, a monotonic one to decide by, and timers. */
export type Cancel = () => void;

export type Clock = {
  /** Integer milliseconds since 1970-01-01 UTC. */
  readonly wallNow: () => number;
  /** Milliseconds on a clock that never jumps; only differences mean anything. */
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => Cancel;
};
