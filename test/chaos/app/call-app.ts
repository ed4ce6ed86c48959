/** The provider during chaos: callers who ring the app through one Asterisk or both, and whose call a sound server lost. */
import type { TandemApp } from "../../e2e/launch-app.ts";
import { placeIncoming, type IncomingCall } from "../../testbed/place-incoming.ts";
import type { ServerName } from "../chaos-plan.ts";
import type { SeatWatch } from "../watch-seat.ts";
import type { StruckServer } from "./strike-asterisk.ts";

type Placed = {
  readonly call: IncomingCall;
  readonly server: StruckServer;
  readonly fromNumber: string;
  readonly at: number;
  /** Nothing was wrong with the server, and the app called it ready: its fault count then. */
  readonly turnsIfSound: number | null;
};

export type Provider = {
  readonly place: (on: readonly ServerName[]) => void;
  readonly cancel: () => void;
  readonly hangUpAll: () => Promise<void>;
  readonly count: () => number;
  /** Sentences: every call that a sound server offered was presented. */
  readonly broken: () => readonly string[];
  readonly stop: () => void;
};

/** From the file that orders the call to the card, with room for a loaded machine. */
const presentingMs = 5_000;
/** Whoever gives up sooner was not offered to anybody yet. */
const soonestCancelMs = 1_000;

/** No two callers of one app have the same number, whichever plan they belong to. */
let callers = 0;

export function createProvider(
  app: TandemApp,
  servers: readonly StruckServer[],
  watch: SeatWatch,
  user: string,
): Provider {
  const placed: Placed[] = [];
  const callersBefore = callers;
  const lost: string[] = [];
  const timers = new Set<NodeJS.Timeout>();

  function isSound(server: StruckServer): boolean {
    const shown = app.feed.snapshot().servers.find(({ id }) => id === server.name)?.state;
    return !server.isTroubled() && !server.hasLostContact() && shown === "ready";
  }

  function placeOn(server: StruckServer, fromNumber: string): void {
    const turnsIfSound = isSound(server) ? server.turns() : null;
    const call = placeIncoming({ server: server.server, to: user, fromNumber, timeoutS: 15 });
    const one = { call, server, fromNumber, at: performance.now(), turnsIfSound };
    placed.push(one);
    const timer = setTimeout(() => {
      timers.delete(timer);
      judge(one);
    }, presentingMs);
    timers.add(timer);
  }

  function judge({ server, fromNumber, at, turnsIfSound }: Placed): void {
    if (turnsIfSound !== server.turns() || watch.hasStalledSince(at)) return;
    const isPresented = app.feed.seen.some(({ event }) => "call" in event && event.call.remote.number === fromNumber);
    if (!isPresented) lost.push(`a call through ${server.name}, which was well, was not presented`);
  }

  /** On a server whose console answers; elsewhere the caller rings to the end of his patience. */
  async function hangUp({ call, server }: Placed): Promise<void> {
    if (server.isListening()) await call.hangUp().catch(() => undefined);
  }

  return {
    place(on) {
      callers += 1;
      const fromNumber = `0355${String(callers).padStart(6, "0")}`;
      for (const server of servers) if (on.includes(server.name)) placeOn(server, fromNumber);
    },
    cancel() {
      const last = placed.at(-1);
      if (last === undefined || performance.now() - last.at < soonestCancelMs) return;
      for (const one of placed) if (one.fromNumber === last.fromNumber) void hangUp(one);
    },
    async hangUpAll() {
      await Promise.all(placed.map(hangUp));
    },
    count: () => callers - callersBefore,
    broken: () => lost,
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
