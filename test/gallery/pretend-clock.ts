/** Starts a page's clock at the fixtures' instant, so that timers in the gallery show what an operator would see. */
export function pretendClock(atStart: number): void {
  Date.now = () => atStart + Math.round(performance.now());
}
