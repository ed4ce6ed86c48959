/** Commands on their way to the engine: a number for each, and an answer in time even when the engine has none. */
import type { CommandReply } from "../../shared/contract/command.ts";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";

/** An engine that has not answered for this long is answered for. */
export const replyTimeoutMs = 2_000;

export type PendingCommands = {
  /** Hands out the next id, and the reply that will come for it. */
  readonly open: () => { readonly id: number; readonly reply: Promise<CommandReply> };
  /** @returns false when nothing waits under this id: it came too late, or twice. */
  readonly settle: (id: number, reply: CommandReply) => boolean;
  /** Answers everything that waits with engineLost. */
  readonly abandon: () => void;
};

export const engineLostReply: CommandReply = {
  ok: false,
  failure: {
    kind: "engineLost",
    message: "The calling part of Tandem does not answer, so nothing was done. It is started again; try in a moment.",
  },
};

export function createPendingCommands(clock: Pick<Clock, "after">): PendingCommands {
  type Waiting = { readonly resolve: (reply: CommandReply) => void; readonly cancelTimeout: Cancel };
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  function settle(id: number, reply: CommandReply): boolean {
    const command = waiting.get(id);
    if (command === undefined) return false;
    waiting.delete(id);
    command.cancelTimeout();
    command.resolve(reply);
    return true;
  }

  return {
    open() {
      lastId += 1;
      const id = lastId;
      const { promise, resolve } = Promise.withResolvers<CommandReply>();
      const cancelTimeout = clock.after(replyTimeoutMs, () => settle(id, engineLostReply));
      waiting.set(id, { resolve, cancelTimeout });
      return { id, reply: promise };
    },
    settle,
    abandon() {
      for (const id of waiting.keys()) settle(id, engineLostReply);
    },
  };
}
