/** Quitting in order: ask when a call is up, unregister everywhere, give back files and icons, leave. */
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";

/** The engine has this long to hang up and unregister. */
export const farewellMs = 1_500;
/** Files and the process of the records have this long; a network drive that hangs would take for ever. */
export const closingMs = 10_000;

/** `person`: the menu or the keyboard; `system`: a signal or a shutdown, which nobody can answer a question for. */
export type QuitCause = "person" | "system";

/** `andStart`: the newer version is started at once; `only`: whoever quits starts it when he wants. */
export type InstallHow = "andStart" | "only";

export type QuitNeeds = {
  readonly clock: Clock;
  readonly log: Log;
  readonly isCallUp: () => boolean;
  /** Resolves to true when the operator would rather end the call than stay. */
  readonly confirmHangUp: () => Promise<boolean>;
  /** Orders the engine to stop; resolves when it reports so. */
  readonly stopEngine: () => Promise<void>;
  /** The same where no call is up; resolves to false where one is, and nothing happened. */
  readonly stopIdleEngine: () => Promise<boolean>;
  readonly closeEverything: () => Promise<void>;
  /** Whether a newer version lies ready for when a person quits. */
  readonly isUpdateReady: () => boolean;
  /** Puts it in place: the last thing before the end. */
  readonly installUpdate: (how: InstallHow) => Promise<void>;
  readonly exit: (code: number) => void;
};

export type Quitting = {
  /** Asking twice changes nothing, except that `system` overrides an open question. */
  readonly request: (cause: QuitCause, code?: number) => Promise<void>;
  /** Leaves for a newer version once the engine says that no call is up. @returns false: Tandem stays. */
  readonly forUpdate: () => Promise<boolean>;
  readonly isUnderWay: () => boolean;
  /** Nothing is left that a system's own way out could harm. */
  readonly isClosed: () => boolean;
};

export function createQuitting(needs: QuitNeeds): Quitting {
  let isAsking = false;
  let isUnderWay = false;
  let isClosed = false;
  /** Asked for while it was not yet clear whether an update stays. */
  let asked: QuitCause | null = null;

  /** What fails on the way is told, and never keeps the process: nobody could quit a second time. */
  async function close(code: number, install: InstallHow | null): Promise<void> {
    await orLog("not everything was closed", closeInTime);
    isClosed = true;
    if (install !== null) await orLog("the newer version was not installed", () => needs.installUpdate(install));
    needs.exit(code);
  }

  async function closeInTime(): Promise<void> {
    const late = Promise.withResolvers<never>();
    const cancel = needs.clock.after(closingMs, () => late.reject(new Error(`it took longer than ${closingMs} ms`)));
    await Promise.race([needs.closeEverything(), late.promise]).finally(cancel);
  }

  async function orLog(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      needs.log.error(`quitting: ${what}: ${String(error)}`);
    }
  }

  /** Where the question cannot be shown, the call goes on. */
  async function ask(): Promise<boolean> {
    isAsking = true;
    try {
      return await needs.confirmHangUp();
    } catch (error) {
      needs.log.error(`quitting: the question about the call could not be asked: ${String(error)}`);
      return false;
    } finally {
      isAsking = false;
    }
  }

  async function leave(code: number, install: InstallHow | null): Promise<void> {
    isUnderWay = true;
    needs.log.info("quitting: telling the servers");
    const atStart = needs.clock.now();
    const isStopped = await withinTime(
      needs.stopEngine().then(() => true),
      needs.clock,
    );
    const tookMs = Math.round(needs.clock.now() - atStart);
    if (isStopped === true) needs.log.info(`unregistered in ${tookMs} ms`);
    else
      needs.log.warn(`the engine did not report its stop within ${farewellMs} ms; registrations run out by themselves`);
    await close(code, install);
  }

  /** An engine that obeys late has signed out by then, and its phone would never ring again. */
  async function leaveWhenStopped(stopping: Promise<boolean>): Promise<void> {
    const isStopped = await stopping.catch((error: unknown) => {
      needs.log.error(`the engine could not be asked to stop: ${String(error)}`);
      return false;
    });
    if (!isStopped || isUnderWay) return;
    isUnderWay = true;
    needs.log.info("the engine has stopped after all: leaving for the newer version");
    await close(0, "andStart");
  }

  async function request(cause: QuitCause, code = 0): Promise<void> {
    if (isUnderWay) {
      asked = cause;
      return;
    }
    const hasCall = needs.isCallUp();
    if (cause === "person" && hasCall) {
      if (isAsking) return;
      if (!(await ask()) || isUnderWay) return;
    }
    // A system that goes down may end an installer in its middle.
    await leave(code, cause === "person" && !hasCall && needs.isUpdateReady() ? "only" : null);
  }

  return {
    request,
    isUnderWay: () => isUnderWay,
    isClosed: () => isClosed,
    async forUpdate() {
      if (isUnderWay || isAsking || needs.isCallUp()) return false;
      isUnderWay = true;
      asked = null;
      needs.log.info("quitting for a newer version: telling the servers");
      const stopping = needs.stopIdleEngine();
      const isStopped = await withinTime(stopping, needs.clock);
      if (isStopped === true) {
        await close(0, "andStart");
        return true;
      }
      isUnderWay = false;
      if (isStopped === null) void leaveWhenStopped(stopping);
      needs.log.info(isStopped === null ? "the engine has not answered yet: staying" : "a call came: staying");
      if (asked !== null) await request(asked);
      return false;
    },
  };
}

/** @returns null when it took longer than the engine has, or failed. */
function withinTime(work: Promise<boolean>, clock: Pick<Clock, "after">): Promise<boolean | null> {
  return new Promise((resolve) => {
    const cancel = clock.after(farewellMs, () => resolve(null));
    const finish = (said: boolean | null) => {
      cancel();
      resolve(said);
    };
    work.then(finish, () => finish(null));
  });
}
