/** Waits until a page has painted what stands in its HTML, so that all its scripts do not keep that waiting. */

/** A page that nobody sees draws no frames; it is not kept longer than this, ms. */
const framesWithinMs = 100;

export type FrameClock = {
  /** Runs before the next frame is drawn, which may be never. */
  readonly beforeFrame: (run: () => void) => void;
  readonly after: (ms: number, run: () => void) => void;
};

/** Ends as soon as a frame was drawn, or after 100 ms without one. */
export function untilFirstFrame({ beforeFrame, after }: FrameClock): Promise<void> {
  return new Promise((resolve) => {
    beforeFrame(() => after(0, resolve));
    after(framesWithinMs, resolve);
  });
}
