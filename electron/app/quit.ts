/** Quitting in order: ask when a call is up, unregister everywhere, give back files and icons, leave. */
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";

/** The engine has this long to hang up and unregister. */
export const farewellMs = 1_500;

/** `person`: the menu or the keyboard; `system`: a signal or a shutdown, which nobody can answer a question for. */
export type QuitCause = "person" | "system";

export type QuitNeeds = {
  readonly clock: Clock;
  readonly log: Log;
  readonly isCallUp: () => boolean;
  /** Resolves to true when the operator would rather end the call than stay. */
  readonly confirmHangUp: () => Promise<boolean>;
  /** Orders the engine to stop; resolves when it reports so. */
  readonly stopEngine: () => Promise<void>;
  readonly closeEverything: () => Promise<void>;
  readonly exit: (code: number) => void;
};

export type Quitting = {
  /** Asking twice changes nothing, except that `system` overrides an open question. */
  readonly request: (cause: QuitCause, code?: number) => Promise<void>;
  readonly isUnderWay: () => boolean;
};

export function createQuitting(needs: QuitNeeds): Quitting {
  let isAsking = false;
  let isUnderWay = false;

  async function leave(code: number): Promise<void> {
    isUnderWay = true;
    needs.log.info("quitting: telling the servers");
    const atStart = needs.clock.now();
    const isStopped = await withinTime(needs.stopEngine(), farewellMs, needs.clock);
    const tookMs = Math.round(needs.clock.now() - atStart);
    if (isStopped) needs.log.info(`unregistered in ${tookMs} ms`);
    else
      needs.log.warn(`the engine did not report its stop within ${farewellMs} ms; registrations run out by themselves`);
    await needs.closeEverything();
    needs.exit(code);
  }

  return {
    isUnderWay: () => isUnderWay,
    async request(cause, code = 0) {
      if (isUnderWay) return;
      if (cause === "person" && needs.isCallUp()) {
        if (isAsking) return;
        isAsking = true;
        const isConfirmed = await needs.confirmHangUp();
        isAsking = false;
        if (!isConfirmed || isUnderWay) return;
      }
      await leave(code);
    },
  };
}

function withinTime(work: Promise<void>, ms: number, clock: Pick<Clock, "after">): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(false));
    const finish = (isDone: boolean) => {
      cancel();
      resolve(isDone);
    };
    work.then(
      () => finish(true),
      () => finish(false),
    );
  });
}
