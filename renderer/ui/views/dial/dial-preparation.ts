/**
 * Tells the phone that somebody is about to dial, and that they are not after all: a field that merely keeps the focus
 * must not hold the microphone open for a whole shift.
 */
export type DialPreparation = {
  readonly focused: () => void;
  readonly typed: () => void;
  readonly blurred: () => void;
};

export type PreparationClock = {
  readonly now: () => number;
  /** @returns cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
};

/** Typing tells the phone again at most this often; each time it may check the servers. */
const typingEveryMs = 2_000;
const idleMs = 20_000;

export function createDialPreparation(tell: (typing: boolean) => void, clock: PreparationClock): DialPreparation {
  let lastToldAt: number | null = null;
  let cancelIdle: () => void = () => undefined;

  const stop = () => {
    cancelIdle();
    if (lastToldAt === null) return;
    lastToldAt = null;
    tell(false);
  };
  const start = () => {
    cancelIdle();
    cancelIdle = clock.after(idleMs, stop);
    const now = clock.now();
    if (lastToldAt !== null && now - lastToldAt < typingEveryMs) return;
    lastToldAt = now;
    tell(true);
  };
  return { focused: start, typed: start, blurred: stop };
}
