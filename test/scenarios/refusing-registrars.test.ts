/** Stories of servers that refuse the account: what is said, how seldom they are asked again, and when they are trusted. */
import { describe, expect, it } from "vitest";
import { backup, createSimulatedDesk, main, readyDesk, serverOf, toConfig } from "../simulation/simulated-desk.ts";

describe("a server that refuses the account", () => {
  it("stops after a wrong password, says so, and does not hammer (E15)", () => {
    const desk = createSimulatedDesk(1);
    serverOf(desk, main).policy.registerCode = 401;
    desk.advance(14 * 60_000);
    expect(serverOf(desk, main).registersSeen).toHaveLength(1);
    expect(desk.server(main)).toMatchObject({ state: "refused", reason: { kind: "wrongCredentials", code: 401 } });
    expect(desk.server(backup).state).toBe("ready");
    expect(desk.effects("probe.send").filter((effect) => effect.serverId === main)).toEqual([]);
    desk.advance(3 * 60 * 60_000);
    expect(serverOf(desk, main).registersSeen.length).toBeLessThanOrEqual(5);
  });

  it("a server that refused its refresh and takes the account again is preferred only once steadily healthy (E2)", () => {
    const desk = readyDesk(1, { failbackAfterMs: 5_000 });
    const { policy } = serverOf(desk, main);
    policy.registerCode = 401;
    desk.advance(120_000);
    expect(desk.server(main).state).toBe("refused");
    policy.registerCode = null;
    desk.command({ type: "server.probe", serverId: main });
    while (desk.server(main).state !== "ready") desk.advance(50);
    desk.advance(4_900);
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "failbackPending" });
    desk.advance(100);
    expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "primaryReady" });
  });

  it("a 403 to a password that was right means the place is still taken: tried again at 5, 15 and 45 s (E19)", () => {
    const desk = readyDesk();
    desk.sip.dropSocket(main);
    serverOf(desk, main).policy.registerCode = 403;
    desk.advance(12_000);
    const [, first] = serverOf(desk, main).registersSeen;
    expect(first).toBeDefined();
    expect(desk.server(main)).toMatchObject({ state: "lost", reason: { kind: "contactsFull", code: 403 } });
    desk.advance(90_000);
    const seen = serverOf(desk, main).registersSeen.slice(1);
    const gaps = seen.slice(1).map((at, index) => Math.round((at - (seen[index] ?? 0)) / 1_000));
    expect(gaps.slice(0, 3)).toEqual([5, 15, 45]);
    serverOf(desk, main).policy.registerCode = null;
    desk.advance(46_000);
    expect(desk.server(main).state).toBe("ready");
  });

  it("a 403 at the first sign-in of a phone that was accepted before its computer lost power is no refusal (E19)", () => {
    const desk = createSimulatedDesk(1, { ...toConfig(), acceptedBefore: [main] });
    serverOf(desk, main).policy.registerCode = 403;
    serverOf(desk, backup).policy.registerCode = 403;
    desk.advance(1_000);
    expect(desk.server(main)).toMatchObject({ state: "lost", reason: { kind: "contactsFull" } });
    expect(desk.server(backup)).toMatchObject({ state: "refused", reason: { kind: "notPermitted" } });
    serverOf(desk, main).policy.registerCode = null;
    desk.advance(5_000);
    expect(desk.server(main).state).toBe("ready");
  });

  it("an account missing on one server is refused there with one REGISTER and no probe, and works on the other (E20)", () => {
    const desk = createSimulatedDesk(1);
    serverOf(desk, backup).policy.registerCode = 403;
    desk.advance(600_000);
    expect(serverOf(desk, backup).registersSeen).toHaveLength(1);
    expect(desk.effects("probe.send").filter((effect) => effect.serverId === backup)).toEqual([]);
    expect(desk.server(backup)).toMatchObject({ state: "refused", reason: { kind: "notPermitted" } });
    expect(desk.server(main).state).toBe("ready");
  });

  it("knocks again at a server that refused when somebody asks for it by name, at most twice a minute", () => {
    const desk = createSimulatedDesk(1);
    serverOf(desk, main).policy.registerCode = 401;
    desk.advance(5_000);
    serverOf(desk, main).policy.registerCode = null;
    desk.command({ type: "server.probe", serverId: main });
    desk.command({ type: "server.probe", serverId: main });
    desk.advance(24_000);
    expect(desk.server(main).state).toBe("refused");
    desk.advance(2_000);
    expect(desk.server(main).state).toBe("ready");
    expect(serverOf(desk, main).registersSeen).toHaveLength(2);
  });

  it("hears within half a minute that a conversation on it is over, for which it is knocked at once", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    const server = serverOf(desk, main);
    server.policy.registerCode = 401;
    desk.sip.dropSocket(main);
    desk.advance(5_000);
    expect(desk.server(main).state).toBe("refused");
    expect([...server.calls.values()].map(({ state }) => state)).toEqual(["up"]);
    desk.command({ type: "call.hangUp", callId: id });
    desk.advance(30_000);
    expect([...server.calls.values()].filter(({ state }) => state === "up")).toEqual([]);
    expect(server.registersSeen).toHaveLength(3);
    desk.advance(10 * 60_000);
    expect(server.registersSeen).toHaveLength(3);
  });
});
