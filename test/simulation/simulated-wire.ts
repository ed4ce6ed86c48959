/** The way to a machine and back: bytes keep their order, take their time, and wait in holes until TCP sends them again. */
import type { SipEffect } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { InviteId } from "../../shared/model/ids.ts";
import type { Agenda } from "./agenda.ts";

/** What is asked of one server and concerns no call. */
export type ServerEffect = Exclude<SipEffect, { inviteId: InviteId } | { type: "conference.mix" }>;

/** From the phone to the machine, and back. */
export type Way = "up" | "down";

export type SimulatedWire = {
  readonly carry: (way: Way, task: () => void) => void;
  /** Nothing comes through, or nothing that goes one way. */
  readonly openHole: (way?: Way) => void;
  readonly closeHole: () => void;
  readonly hasHole: () => boolean;
  /** Every byte takes that much longer, each way, ms. */
  readonly delay: (delayMs: number) => void;
  /** What waited in a hole is lost. */
  readonly forget: () => void;
};

const bothWays: readonly Way[] = ["up", "down"];
export const wireMs = 1;

export function createSimulatedWire(agenda: Agenda): SimulatedWire {
  const holes = new Set<Way>();
  const held: Record<Way, (() => void)[]> = { up: [], down: [] };
  /** When the last byte that is under way arrives. */
  const atLast: Record<Way, number> = { up: 0, down: 0 };
  let delayMs = 0;

  return {
    carry(way, task) {
      const arrive = (): void => {
        if (holes.has(way)) held[way].push(arrive);
        else task();
      };
      atLast[way] = Math.max(agenda.now() + wireMs + delayMs, atLast[way]);
      agenda.after(atLast[way] - agenda.now(), arrive);
    },
    openHole(way) {
      for (const one of way === undefined ? bothWays : [way]) holes.add(one);
    },
    closeHole() {
      holes.clear();
      for (const way of bothWays) for (const arrive of held[way].splice(0)) arrive();
    },
    hasHole: () => holes.size > 0,
    delay(ms) {
      delayMs = ms;
    },
    forget() {
      for (const way of bothWays) held[way].length = 0;
    },
  };
}
