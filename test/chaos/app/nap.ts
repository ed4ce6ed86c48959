/** The computer of the built app asleep, as far as a program can tell: every process of it stands still for a while. */
import { continueApp, stopApp } from "../../e2e/freeze-app.ts";
import type { TandemApp } from "../../e2e/launch-app.ts";
import type { SeatWatch } from "../watch-seat.ts";

export type Nap = {
  /** Nothing happens to an app that sleeps already. */
  readonly begin: (forMs: number) => void;
  readonly isOn: () => boolean;
  readonly end: () => void;
};

export function createNap(app: TandemApp, watch: SeatWatch): Nap {
  let timer: NodeJS.Timeout | null = null;

  function end(): void {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    continueApp(app);
    watch.setAsleep(false);
  }

  return {
    begin(forMs) {
      if (timer !== null) return;
      timer = setTimeout(end, forMs);
      watch.setAsleep(true);
      stopApp(app);
    },
    isOn: () => timer !== null,
    end,
  };
}
