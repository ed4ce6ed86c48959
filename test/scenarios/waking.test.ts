/** Stories of computers that slept or changed their network: nothing is claimed before it is proven, and calls go on. */
import { describe, expect, it } from "vitest";
import type { SipEffect } from "../../renderer/engine/core/sip-vocabulary.ts";
import { backup, main, readyDesk, serverOf, type SimulatedDesk } from "../simulation/simulated-desk.ts";
import { answer, firstCall, number, ring } from "./ringing-desk.ts";

const seconds = 1_000;
const minutes = 60 * seconds;

const wake = (desk: SimulatedDesk, sleptMs: number) => {
  desk.sleep(sleptMs);
  desk.input({ type: "resumed", sleptMs });
};
const states = (desk: SimulatedDesk) => desk.phone().servers.map((server) => server.state);
const count = (desk: SimulatedDesk, type: SipEffect["type"]) => desk.effects(type).length;

/** The server's own side of a binding that ran out, and of a connection that was closed meanwhile. */
function forget(desk: SimulatedDesk): void {
  for (const id of [main, backup]) {
    serverOf(desk, id).crash();
    serverOf(desk, id).restart();
  }
}

const sleeps = [
  ["1 s", seconds],
  ["1 min", minutes],
  ["10 min", 10 * minutes],
  ["10 h", 600 * minutes],
] as const;

describe("after a sleep", () => {
  it.each(sleeps)("of %s it is ready nowhere before each server has answered, and asked once", (_for, sleptMs) => {
    const desk = readyDesk();
    const before = count(desk, "register.send");
    const probesBefore = count(desk, "probe.send");
    wake(desk, sleptMs);
    expect(states(desk)).not.toContain("ready");
    expect(desk.phone().reachability).toBe("none");
    desk.advance(100);
    expect(states(desk)).toEqual(["ready", "ready"]);
    expect(count(desk, "register.send") - before).toBe(2);
    expect(count(desk, "probe.send") - probesBefore).toBeLessThanOrEqual(2);
    expect(count(desk, "socket.open")).toBe(2);
  });

  it.each(sleeps)("of %s the first call rings and is answered, even before a server has answered", (_for, sleptMs) => {
    const desk = readyDesk();
    wake(desk, sleptMs);
    desk.ring(main, number);
    desk.advance(2);
    expect([firstCall(desk).state, desk.phone().reachability]).toEqual(["ringing", "none"]);
    answer(desk, firstCall(desk).id);
    desk.advance(100);
    expect(desk.calls().map(({ state, end }) => [state, end])).toEqual([["active", null]]);
  });

  it.each(sleeps)(
    "of %s in which both servers forgot the seat it is back on both, and reachable, within 11 s",
    (_for, sleptMs) => {
      const desk = readyDesk();
      forget(desk);
      for (const id of [main, backup]) desk.sip.dropSocket(id);
      wake(desk, sleptMs);
      desk.advance(11 * seconds);
      expect(states(desk)).toEqual(["ready", "ready"]);
      ring(desk, backup);
      desk.advance(2);
      expect(desk.calls().map((call) => call.state)).toEqual(["ringing"]);
    },
  );

  it("a dead socket is noticed within 3 s, though it never said that it closed", () => {
    const desk = readyDesk();
    for (const id of [main, backup]) desk.sip.openHole(id);
    wake(desk, 10 * minutes);
    const claimed = new Set<string>();
    for (let passed = 0; passed < 3 * seconds; passed += 100) {
      desk.advance(100);
      for (const state of states(desk)) claimed.add(state);
    }
    expect(claimed).not.toContain("ready");
    for (const id of [main, backup]) desk.sip.closeHole(id);
    desk.advance(16 * seconds);
    expect(states(desk)).toEqual(["ready", "ready"]);
  });

  it("a sign-in that was under way before it is begun anew at once", () => {
    const desk = readyDesk();
    serverOf(desk, main).policy.answersRegister = false;
    desk.sip.dropSocket(main);
    desk.advance(11 * seconds);
    for (let turns = 0; desk.server(main).state !== "registering" && turns < 600; turns += 1) desk.advance(50);
    expect(desk.server(main).state).toBe("registering");
    serverOf(desk, main).policy.answersRegister = true;
    wake(desk, 10 * minutes);
    desk.advance(600);
    expect(desk.server(main).state).toBe("ready");
  });

  it("a call that rang before a long one is missed at once, and no server is believed to ring it still", () => {
    const desk = readyDesk();
    ring(desk, main);
    desk.advance(10);
    wake(desk, 10 * minutes);
    expect(desk.calls().map(({ end }) => end?.reason)).toEqual(["missed"]);
    expect(desk.effects("tone.stop")).toEqual([{ type: "tone.stop", tone: "ring" }]);
  });

  it("a call that rang before a short one rings on and can be answered", () => {
    const desk = readyDesk();
    ring(desk, main);
    desk.advance(10);
    wake(desk, 5 * seconds);
    expect(firstCall(desk).state).toBe("ringing");
    answer(desk, firstCall(desk).id);
    desk.advance(100);
    expect(desk.calls()[0]?.state).toBe("active");
  });

  it("a conversation whose socket lived goes on, one whose server forgot it ends with the reason", () => {
    for (const isForgotten of [false, true]) {
      const desk = readyDesk();
      const talking = desk.dial("600");
      desk.advance(100);
      if (isForgotten) {
        forget(desk);
        desk.sip.dropSocket(main);
      }
      wake(desk, 10 * minutes);
      desk.advance(5 * seconds);
      const { state, signalling, end } = desk.call(talking);
      expect([state, signalling, end]).toEqual(
        isForgotten ? ["ended", "ok", { by: "server", reason: "serverLost", code: 481 }] : ["active", "ok", null],
      );
    }
  });

  it("everything that fell due meanwhile happens once", () => {
    const desk = readyDesk();
    desk.dial("602");
    desk.advance(100);
    ring(desk, backup);
    desk.advance(10);
    wake(desk, 600 * minutes);
    desk.advance(0);
    const types = desk.events.map((event) => event.type);
    expect(types.filter((type) => type === "call.ended")).toHaveLength(2);
    expect(types.filter((type) => type === "call.removed")).toHaveLength(1);
  });
});

describe("when the network changes", () => {
  it("nothing is claimed until each server has answered on the socket it had", () => {
    const desk = readyDesk();
    desk.input({ type: "network.changed" });
    expect([states(desk), desk.phone().reachability]).toEqual([["doubtful", "doubtful"], "none"]);
    expect(desk.server(main).reason?.kind).toBe("networkChanged");
    desk.advance(50);
    expect(states(desk)).toEqual(["ready", "ready"]);
    expect([count(desk, "socket.open"), count(desk, "register.send")]).toEqual([2, 2]);
  });

  it("back and forth, twenty times in four seconds, opens no socket and sends no more than a probe each time", () => {
    const desk = readyDesk();
    const probes = count(desk, "probe.send");
    for (let flap = 0; flap < 20; flap += 1) {
      desk.input({ type: "network.changed" });
      desk.advance(200);
    }
    expect(states(desk)).toEqual(["ready", "ready"]);
    expect(count(desk, "probe.send") - probes).toBeLessThanOrEqual(40);
    expect([count(desk, "socket.open"), count(desk, "socket.close"), count(desk, "register.send")]).toEqual([2, 0, 2]);
  });

  it("the next call still goes through the primary once both have answered", () => {
    const desk = readyDesk();
    desk.input({ type: "network.changed" });
    desk.advance(50);
    expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "primaryReady" });
  });

  it("away and back a minute later is noticed in 2.5 s and reachable again within 2 s of the return", () => {
    const desk = readyDesk();
    for (const id of [main, backup]) desk.sip.openHole(id);
    desk.input({ type: "network.changed" });
    desk.advance(2.5 * seconds);
    expect(states(desk).every((state) => state === "lost" || state === "connecting")).toBe(true);
    desk.advance(minutes);
    for (const id of [main, backup]) desk.sip.closeHole(id);
    desk.input({ type: "network.changed" });
    desk.advance(2 * seconds);
    expect(states(desk)).toEqual(["ready", "ready"]);
  });

  it("a rebound NAT, which says nothing at all, is noticed by probes alone", () => {
    const desk = readyDesk();
    for (const id of [main, backup]) desk.sip.openHole(id);
    desk.advance(6 * seconds + 3 * seconds);
    expect(desk.phone().reachability).toBe("none");
    for (const id of [main, backup]) desk.sip.closeHole(id);
    desk.advance(16 * seconds);
    ring(desk, backup);
    desk.advance(10);
    expect(desk.calls().map((call) => call.state)).toEqual(["ringing"]);
  });
});
