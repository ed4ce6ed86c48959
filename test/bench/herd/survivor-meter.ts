/** Asks one server OPTIONS, REGISTER and INVITE at a steady pace from sockets of its own, and times each answer. */
import { setTimeout as sleep } from "node:timers/promises";
import type { AsteriskServer } from "../../testbed/asterisk-server.ts";
import { connectRawSip } from "../../testbed/raw-sip-client.ts";

export type Answer = {
  /** Epoch ms of the request. */
  readonly at: number;
  /** `patienceMs` when none came. */
  readonly ms: number;
  readonly code: number | null;
};
export type MeteredMethod = "OPTIONS" | "REGISTER" | "INVITE";

export type SurvivorMeter = {
  readonly answers: Readonly<Record<MeteredMethod, readonly Answer[]>>;
  readonly stop: () => Promise<void>;
};

const everyMs = { OPTIONS: 50, REGISTER: 250, INVITE: 1_000 } as const;
const patienceMs = 5_000;

/** REGISTER counts both round trips of a challenge; INVITE counts up to the 200 of the echo, challenge included. */
export async function startSurvivorMeter(server: AsteriskServer): Promise<SurvivorMeter> {
  const [asker, registrant, caller] = await Promise.all([
    connectRawSip(server, "1001"),
    connectRawSip(server, "1002"),
    connectRawSip(server, "1003"),
  ]);
  await Promise.all([asker.register(), registrant.register(), caller.register()]);
  const answers: Record<MeteredMethod, Answer[]> = { OPTIONS: [], REGISTER: [], INVITE: [] };
  const end = new AbortController();

  async function keepAsking(method: MeteredMethod, ask: () => Promise<number | null>): Promise<void> {
    for (let due = performance.now(); !end.signal.aborted; due += everyMs[method]) {
      await sleep(Math.max(0, due - performance.now()));
      const atAsked = performance.now();
      const at = performance.timeOrigin + atAsked;
      const code = await ask();
      answers[method].push({ at, code, ms: code === null ? patienceMs : performance.now() - atAsked });
      due = Math.max(due, performance.now() - everyMs[method]);
    }
  }

  async function call(): Promise<number | null> {
    const outgoing = caller.invite("600");
    const code = await outgoing.waitFor(200, patienceMs);
    if (code === 200) setTimeout(() => void outgoing.hangUp(), 200);
    return code;
  }

  const running = [
    keepAsking("OPTIONS", () => asker.options(patienceMs)),
    keepAsking("REGISTER", () => registrant.register(120, patienceMs)),
    keepAsking("INVITE", call),
  ];
  return {
    answers,
    async stop() {
      end.abort();
      await Promise.all(running);
      for (const client of [asker, registrant, caller]) client.terminate();
    },
  };
}
