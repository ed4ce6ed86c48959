/** Drain, prefer and pin, and how seldom the preference changes by itself: what each of them promises, one test a promise. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFixedDice } from "../fakes/fixed-dice.ts";
import { talkThroughMain } from "../simulation/desk-moves.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  readyDesk,
  serverOf,
  toConfig,
  type SimulatedDesk,
} from "../simulation/simulated-desk.ts";

const drain = (desk: SimulatedDesk, serverId = main) => desk.command({ type: "server.drain", serverId });

describe("a drained server", () => {
  it("keeps its live call and its held one, which can be resumed, and takes neither the next dial nor the one after", () => {
    const desk = readyDesk();
    const held = talkThroughMain(desk);
    const live = talkThroughMain(desk);
    expect(desk.call(held).held).toBe(true);
    drain(desk);
    desk.advance(120_000);
    expect(desk.call(live)).toMatchObject({ state: "active", signalling: "ok", serverId: "main" });
    expect(desk.command({ type: "call.swap", callId: held })).toEqual({ ok: true });
    desk.advance(100);
    expect([desk.call(held).held, desk.call(live).held]).toEqual([false, true]);
    for (const _dial of [1, 2]) {
      const id = desk.dial("600");
      desk.advance(500);
      expect(desk.call(id).attempts.map(({ serverId }) => serverId)).toEqual(["backup"]);
      desk.command({ type: "call.hangUp", callId: id });
    }
    expect(serverOf(desk, main).hasBinding()).toBe(true);
  });

  it("still rings, is answered through, and counts as a server that can ring this seat", () => {
    const desk = readyDesk();
    drain(desk);
    expect(desk.phone().reachability).toBe("all");
    desk.ring(main, "0311111111");
    desk.advance(50);
    const [call] = desk.calls();
    if (call === undefined) throw new Error("nothing rings");
    expect(call).toMatchObject({ state: "ringing", serverId: "main" });
    desk.command({ type: "call.answer", callId: call.id });
    desk.advance(100);
    expect(desk.call(call.id)).toMatchObject({ state: "active", serverId: "main" });
  });

  it("is refreshed and probed like any other, so that its end is seen", () => {
    const desk = readyDesk();
    drain(desk);
    desk.advance(200_000);
    expect(desk.server(main)).toMatchObject({ state: "ready", draining: true });
    serverOf(desk, main).freeze();
    desk.advance(12_000);
    expect(desk.server(main)).toMatchObject({ draining: true, reason: { kind: "notAnswering" } });
    expect(desk.server(main).state).toMatch(/lost|connecting/);
  });

  it("is carried over to when the other one fails in the middle of a dial: better than no call at all", () => {
    const desk = readyDesk();
    drain(desk);
    serverOf(desk, backup).freeze();
    const id = desk.dial("600");
    desk.advance(2_000);
    expect(desk.call(id)).toMatchObject({ state: "active", serverId: "main" });
    expect(desk.call(id).attempts.map(({ outcome }) => outcome)).toEqual(["carriedOver", "answered"]);
  });

  it("is the last resort where every server drains, and says so", () => {
    const desk = readyDesk();
    drain(desk);
    drain(desk, backup);
    expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "lastResort" });
    expect(desk.call(talkThroughMain(desk)).attempts).toHaveLength(1);
  });

  it("takes an emergency call first all the same, and the other server follows when it cannot", () => {
    const desk = readyDesk();
    drain(desk);
    const id = desk.dial("110");
    desk.advance(500);
    expect(desk.call(id).attempts.map(({ serverId }) => serverId)).toEqual(["main", "backup"]);
  });

  it("stays drained through loss and return, and takes calls again the moment it is put back", () => {
    const desk = readyDesk(1, { failbackAfterMs: 0 });
    drain(desk);
    desk.sip.crash(main);
    desk.advance(3_000);
    serverOf(desk, main).restart();
    desk.advance(60_000);
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "draining" });
    desk.command({ type: "server.undrain", serverId: main });
    expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "primaryReady" });
  });
});

describe("a preferred server", () => {
  it("stands behind while it drains or is lost, and is first again by itself without being asked for anew", () => {
    const desk = readyDesk(1, { failbackAfterMs: 0 });
    desk.command({ type: "server.prefer", serverId: backup });
    drain(desk, backup);
    expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "primaryReady" });
    desk.command({ type: "server.undrain", serverId: backup });
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "preferred" });
    desk.sip.crash(backup);
    desk.advance(1_000);
    expect(desk.phone()).toMatchObject({ preferredServerId: "backup", nextCall: { serverId: "main" } });
    serverOf(desk, backup).restart();
    desk.advance(60_000);
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "preferred" });
  });

  it("moves no call that is up or ringing", () => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    desk.command({ type: "server.prefer", serverId: backup });
    desk.advance(60_000);
    expect(desk.call(id)).toMatchObject({ state: "active", serverId: "main" });
  });

  it("may be one that waits for its return: the operator's word counts more than its probation", () => {
    const desk = readyDesk();
    serverOf(desk, main).freeze();
    desk.advance(6_000);
    serverOf(desk, main).thaw();
    desk.advance(20_000);
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "failbackPending" });
    desk.command({ type: "server.prefer", serverId: main });
    expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "primaryReady" });
  });
});

describe("a call pinned to one server", () => {
  it("goes there though another is preferred, and changes nothing for the next one", () => {
    const desk = readyDesk();
    const pinned = desk.command({ type: "call.dial", target: "600", serverId: backup, only: true });
    desk.advance(500);
    expect(pinned.ok && pinned.callId !== undefined && desk.call(pinned.callId).serverId).toBe("backup");
    expect(desk.phone()).toMatchObject({ preferredServerId: null, nextCall: { serverId: "main" } });
  });

  it.each(["lost before the dial", "lost in the dial"])("says in words that its server is away: %s", (when) => {
    const desk = readyDesk();
    if (when === "lost before the dial") {
      desk.sip.crash(backup);
      desk.advance(100);
    } else serverOf(desk, backup).freeze();
    const pinned = desk.command({ type: "call.dial", target: "600", serverId: backup, only: true });
    desk.advance(40_000);
    if (!pinned.ok || pinned.callId === undefined) throw new Error("refused");
    expect(desk.call(pinned.callId)).toMatchObject({
      state: "ended",
      serverId: "backup",
      attempts: [{ serverId: "backup" }],
      end: { by: "system", reason: "pinnedServerLost" },
    });
  });

  it("is not pinned when a life is at stake: an emergency number goes on to every server", () => {
    const desk = readyDesk();
    const pinned = desk.command({ type: "call.dial", target: "110", serverId: backup, only: true });
    desk.advance(500);
    if (!pinned.ok || pinned.callId === undefined) throw new Error("refused");
    expect(desk.call(pinned.callId).attempts.map(({ serverId }) => serverId)).toEqual(["backup", "main"]);
  });
});

/** When the next call's server changed by itself from one to another, ms. */
function watchFlips(desk: SimulatedDesk, hours: number): number[] {
  const seen = desk.events.length;
  let last = desk.phone().nextCall.serverId;
  desk.advance(hours * 3_600_000);
  return desk.events.slice(seen).flatMap((event) => {
    if (event.type !== "nextCall.changed" || event.nextCall.serverId === null) return [];
    const isFlip = event.nextCall.serverId !== last;
    last = event.nextCall.serverId;
    return isFlip ? [event.at] : [];
  });
}

/** The most of them in any one hour. */
const mostInAnHour = (flips: readonly number[]) =>
  Math.max(0, ...flips.map((at) => flips.filter((one) => one >= at && one < at + 3_600_000).length));

/** Down and up again in `periodMs`, the parts of it by chance, for as long as anybody looks. */
function flap(
  desk: SimulatedDesk,
  fault: "crash" | "freeze" | "overload",
  shares: () => number,
  periodMs: number,
): void {
  const server = serverOf(desk, main);
  const begin = () => {
    if (fault === "crash") desk.sip.crash(main);
    else if (fault === "freeze") server.freeze();
    else server.policy.code503 = true;
    desk.after(periodMs * shares(), () => {
      if (fault === "crash") server.restart();
      else if (fault === "freeze") server.thaw();
      else server.policy.code503 = false;
    });
    desk.after(periodMs * (0.9 + 0.2 * shares()), begin);
  };
  desk.after(periodMs * shares(), begin);
}

describe("a server that flaps", () => {
  it.each([
    ["crash", 30_000],
    ["freeze", 10_000],
    ["overload", 12_000],
  ] as const)(
    "every 20 s by %s changes the preference at most 4 times an hour, in three hours of random phases (back after %d ms)",
    (fault, failbackAfterMs) => {
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const dice = createFixedDice(seed);
          const desk = createSimulatedDesk(seed, toConfig({ failbackAfterMs }));
          desk.advance(3_000);
          flap(desk, fault, () => dice.uniform(0.05, 0.85), 20_000);
          expect(mostInAnHour(watchFlips(desk, 3))).toBeLessThanOrEqual(4);
        }),
        { numRuns: 1 },
      );
    },
  );

  it("slowly, up for a minute and down for a moment, is bounded as well: that is when a plain waiting time is fooled", () => {
    const desk = readyDesk();
    flap(desk, "crash", () => 0.05, 60_000);
    const flips = watchFlips(desk, 3);
    expect(flips.length).toBeGreaterThan(1);
    expect(mostInAnHour(flips)).toBeLessThanOrEqual(4);
  });

  it("is left at once each time it dies, however often it came back", () => {
    const desk = readyDesk();
    for (const steadyMs of [35_000, 3_600_000]) {
      desk.sip.crash(main);
      desk.advance(10);
      expect(desk.phone().nextCall.serverId).toBe("backup");
      serverOf(desk, main).restart();
      desk.advance(steadyMs + 15_000);
      expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "primaryReady" });
    }
    desk.sip.crash(main);
    desk.advance(10);
    expect(desk.phone().nextCall.serverId).toBe("backup");
  });

  it("is used at once, whatever it did, where the other one is gone", () => {
    const desk = readyDesk();
    for (const _time of [1, 2, 3]) {
      desk.sip.crash(main);
      desk.advance(1_000);
      serverOf(desk, main).restart();
      desk.advance(40_000);
    }
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "failbackPending" });
    desk.sip.crash(backup);
    desk.advance(10);
    expect(desk.phone().nextCall.serverId).toBe("main");
  });

  it("is forgiven after an hour", () => {
    const desk = readyDesk(1, {}, 3_000);
    const fail = () => {
      desk.sip.crash(main);
      desk.advance(1_000);
      serverOf(desk, main).restart();
      desk.advance(45_000);
      return desk.phone().nextCall.serverId;
    };
    expect(fail()).toBe("main");
    expect(fail()).toBe("backup");
    desk.advance(3_500_000);
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "failbackPending" });
    desk.advance(100_000);
    expect(desk.phone().nextCall.serverId).toBe("main");
  });

  it("comes back each time where the administrator asked for less than 10 s", () => {
    const desk = createSimulatedDesk(1, toConfig({ failbackAfterMs: 1_000 }));
    desk.advance(3_000);
    for (const _time of [1, 2, 3, 4, 5]) {
      desk.sip.crash(main);
      desk.advance(1_000);
      serverOf(desk, main).restart();
      desk.advance(12_000);
      expect(desk.phone().nextCall.serverId).toBe("main");
    }
  });
});
