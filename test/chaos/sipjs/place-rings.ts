/** Callers from outside during chaos: who was rung through which server, and whose call a sound server lost. */
import type { HeadlessSeat } from "../../headless/headless-seat.ts";
import type { RingingLeg, RingState } from "../../pbx/calls/ring-operator.ts";
import type { ServerName } from "../chaos-plan.ts";
import type { ChaosServer } from "./chaos-server.ts";
import type { SeatWatch } from "../watch-seat.ts";

type PlacedLeg = {
  readonly leg: RingingLeg;
  readonly server: ChaosServer;
  readonly fromNumber: string;
  readonly at: number;
  /** Nothing was wrong with the server when the caller began, and the fault count it had then. */
  readonly turnsIfSound: number | null;
  readonly states: readonly RingState[];
};

export type Rings = {
  readonly place: (on: readonly ServerName[]) => void;
  /** The last caller gives up. */
  readonly cancel: () => void;
  readonly hangUpAll: () => void;
  /** Legs that are neither over nor refused. */
  readonly open: () => readonly PlacedLeg[];
  readonly count: () => number;
  /** Sentences: every call that a sound server offered was presented. */
  readonly broken: () => readonly string[];
  readonly stop: () => void;
};

/** From the caller's beginning to the ringing, with room for a loaded machine. */
const presentingMs = 3_000;
const ringMs = 20_000;
/** Whoever gives up sooner was not offered to anybody yet. */
const soonestCancelMs = 300;

export function createRings(
  seat: HeadlessSeat,
  servers: readonly ChaosServer[],
  watch: SeatWatch,
  user: string,
): Rings {
  const legs: PlacedLeg[] = [];
  const lost: string[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let callers = 0;

  function place(server: ChaosServer, fromNumber: string): void {
    const states: RingState[] = [];
    const isSound = server.isSound();
    const order = { to: user, fromNumber, fromName: "", ringMs, header: null, program: "echo" } as const;
    const leg = server.pbx.ring(order, (state) => states.push(state));
    if (leg === null) return;
    const placed = {
      leg,
      server,
      fromNumber,
      at: performance.now(),
      turnsIfSound: isSound ? server.turns() : null,
      states,
    };
    legs.push(placed);
    const timer = setTimeout(() => {
      timers.delete(timer);
      judge(placed);
    }, presentingMs);
    timers.add(timer);
  }

  function judge({ server, fromNumber, at, turnsIfSound, states }: PlacedLeg): void {
    const isExcused = turnsIfSound !== server.turns() || watch.hasStalledSince(at);
    const isPresented = seat.events.some((event) => "call" in event && event.call.remote.number === fromNumber);
    if (isExcused || isPresented) return;
    lost.push(`a call through ${server.name}, which was well, was not presented (${states.join(", ")})`);
  }

  return {
    place(on) {
      callers += 1;
      const fromNumber = `0355${String(callers).padStart(6, "0")}`;
      for (const server of servers) if (on.includes(server.name)) place(server, fromNumber);
    },
    cancel() {
      const last = legs.at(-1);
      if (last === undefined || performance.now() - last.at < soonestCancelMs) return;
      for (const one of legs) if (one.fromNumber === last.fromNumber) one.leg.cancel(false);
    },
    hangUpAll() {
      for (const { leg } of legs) leg.hangUp();
    },
    open: () => legs.filter(({ leg }) => ["placed", "ringing", "answered"].includes(leg.state())),
    count: () => callers,
    broken: () => lost,
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
