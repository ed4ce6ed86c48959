/** One direction of a line: what it carries keeps its order, and it can be held or slow. */
export type CarryingWay = {
  /** At once where the way is free; in any case after what was carried before. */
  readonly carry: (act: () => void) => void;
  readonly hold: () => void;
  readonly release: () => void;
  readonly isHeld: () => boolean;
  readonly delay: (byMs: number) => void;
};

export function createWay(): CarryingWay {
  const queue: { readonly atDue: number; readonly act: () => void }[] = [];
  let isHeld = false;
  let delayMs = 0;
  let timer: NodeJS.Timeout | null = null;

  function pump(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    for (let [next] = queue; next !== undefined; [next] = queue) {
      if (isHeld) return;
      const waitMs = next.atDue - performance.now();
      if (waitMs > 0) {
        timer = setTimeout(pump, waitMs);
        return;
      }
      queue.shift();
      next.act();
    }
  }

  return {
    carry(act) {
      queue.push({ atDue: performance.now() + delayMs, act });
      if (queue.length === 1) pump();
    },
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      pump();
    },
    isHeld: () => isHeld,
    delay(byMs) {
      delayMs = byMs;
    },
  };
}
