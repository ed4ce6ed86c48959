/** The same account at another desk (E23): said in words, never fought over, and nobody is left unreachable. */
import { describe, expect, it } from "vitest";
import { describeReachability } from "../../shared/model/reachability-sentence.ts";
import { aSnapshot } from "../builders/a-snapshot.ts";
import { backup, main, readyDesk, serverOf, type SimulatedDesk } from "../simulation/simulated-desk.ts";

const both = [main, backup];
/** The check is 30 s ± 20 %, and an answer takes a moment. */
const longestUnknownMs = 36_500;

function takenOver(): SimulatedDesk {
  const desk = readyDesk();
  desk.advance(20_000);
  for (const id of both) serverOf(desk, id).signInElsewhere();
  desk.advance(longestUnknownMs);
  return desk;
}

const registers = (desk: SimulatedDesk) => desk.effects("register.send").length;
const sentence = (desk: SimulatedDesk) => describeReachability({ ...aSnapshot(), ...desk.phone() }).key;

describe("an account signed in at a second place", () => {
  it("is not called ready any more within the time of one check, and it says why (E23)", () => {
    const desk = takenOver();
    expect(desk.phone()).toMatchObject({
      reachability: "none",
      servers: both.map(() => ({ state: "doubtful", reason: { kind: "takenOver" } })),
    });
    expect(sentence(desk)).toBe("reachability.takenOver");
  });

  it("is never stolen back by a refresh: the other place keeps it for an hour without one REGISTER of ours", () => {
    const desk = takenOver();
    const before = registers(desk);
    desk.advance(3_600_000);
    expect(registers(desk)).toBe(before);
    expect(desk.phone().reachability).toBe("none");
    expect(both.map((id) => serverOf(desk, id).hasBinding())).toEqual([false, false]);
  });

  it("is not stolen back by the refresh that was due just then either", () => {
    for (const atMs of [40_000, 59_000, 60_000, 70_000, 80_000, 89_000]) {
      const desk = readyDesk();
      desk.advance(atMs);
      serverOf(desk, main).signInElsewhere();
      desk.advance(longestUnknownMs);
      expect([atMs, desk.server(main).reason?.kind]).toEqual([atMs, "takenOver"]);
    }
  });

  it("rings here again by itself once the other place is gone", () => {
    const desk = takenOver();
    for (const id of both) serverOf(desk, id).signOutElsewhere();
    desk.advance(longestUnknownMs);
    expect(desk.phone().reachability).toBe("all");
    expect(both.map((id) => serverOf(desk, id).hasBinding())).toEqual([true, true]);
  });

  it("is taken back at once when a person says so", () => {
    const desk = takenOver();
    desk.command({ type: "server.probe" });
    desk.advance(100);
    expect(desk.phone().reachability).toBe("all");
    expect(serverOf(desk, main).hasBinding()).toBe(true);
  });

  it("is not called ready before the server has said yes again, whatever else it answers", () => {
    const desk = takenOver();
    serverOf(desk, main).policy.answersRegister = false;
    desk.command({ type: "server.probe", serverId: main });
    desk.advance(2_000);
    expect(desk.server(main)).toMatchObject({ state: "doubtful", reason: { kind: "takenOver" } });
  });

  it("can still be called from, and a call that is up goes on", () => {
    const desk = readyDesk();
    const before = desk.dial("600");
    desk.advance(500);
    for (const id of both) serverOf(desk, id).signInElsewhere();
    desk.advance(longestUnknownMs);
    expect(desk.call(before)).toMatchObject({ state: "active", signalling: "ok" });
    const next = desk.dial("600");
    desk.advance(500);
    expect(desk.call(next).state).toBe("active");
  });

  it("on one server alone sends calls through the other, in words", () => {
    const desk = readyDesk();
    serverOf(desk, main).signInElsewhere();
    desk.advance(longestUnknownMs);
    expect(desk.phone()).toMatchObject({ reachability: "some", nextCall: { serverId: "backup" } });
    expect(sentence(desk)).toBe("reachability.takenOverThere");
  });

  it("is asked about before anything is taken, on a new socket and after sleep too", () => {
    const desk = takenOver();
    const before = registers(desk);
    desk.sip.dropSocket(main);
    desk.advance(30_000);
    desk.input({ type: "resumed" });
    desk.advance(30_000);
    expect(registers(desk)).toBe(before);
    expect(desk.server(main)).toMatchObject({ state: "doubtful", reason: { kind: "takenOver" } });
  });

  it("that lost its binding to nobody is bound again at the next check", () => {
    const desk = readyDesk();
    serverOf(desk, main).signInElsewhere();
    serverOf(desk, main).signOutElsewhere();
    expect(serverOf(desk, main).hasBinding()).toBe(false);
    desk.advance(longestUnknownMs);
    expect([serverOf(desk, main).hasBinding(), desk.server(main).state]).toEqual([true, "ready"]);
  });

  it("is not asked about where the policy says 0, or where the server does not answer such a question", () => {
    const silent = readyDesk(1, { bindingCheckMs: 0 });
    silent.advance(600_000);
    expect(silent.effects("bindings.query")).toEqual([]);
    const desk = readyDesk();
    const asked = () => desk.effects("bindings.query").filter(({ serverId }) => serverId === main).length;
    for (let ms = 0; ms < 60_000 && asked() === 0; ms += 1) desk.advance(1);
    desk.input({ type: "bindings.answered", serverId: main, connection: 1, code: 400, hasOwn: false, others: 0 });
    const after = asked();
    desk.advance(600_000);
    expect([asked(), desk.server(main).state]).toEqual([after, "ready"]);
  });
});

describe("an account at two places of a server that keeps several", () => {
  it("rings at both, and each says so without being called anything but ready", () => {
    const desk = readyDesk();
    serverOf(desk, main).policy.placesBeside = 1;
    desk.advance(200_000);
    expect(desk.server(main)).toMatchObject({ state: "ready", reason: null, otherPlaces: 1 });
    expect(desk.server(backup)).toMatchObject({ state: "ready", otherPlaces: 0 });
    expect([desk.phone().reachability, sentence(desk)]).toEqual(["all", "reachability.ready"]);
    expect(desk.incidents()).toEqual([]);
    serverOf(desk, main).policy.placesBeside = 0;
    desk.advance(longestUnknownMs);
    expect(desk.server(main).otherPlaces).toBe(0);
  });

  it("is not told of what an earlier run of the phone left bound, which is gone after one expiry", () => {
    const desk = readyDesk();
    serverOf(desk, main).policy.placesBeside = 1;
    desk.advance(110_000);
    serverOf(desk, main).policy.placesBeside = 0;
    desk.advance(100_000);
    const told = desk.events.filter((event) => "server" in event && event.server.otherPlaces > 0);
    expect(told).toEqual([]);
  });

  it("is told where it is ready alone: a server that is lost rings nobody here", () => {
    const desk = readyDesk();
    serverOf(desk, main).policy.placesBeside = 1;
    desk.advance(200_000);
    desk.sip.crash(main);
    desk.advance(2);
    expect(desk.server(main)).toMatchObject({ state: "lost", otherPlaces: 0 });
  });
});
