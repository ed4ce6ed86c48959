/** Stories of the two registrations: what is said when a server dies, returns, refuses or asks for patience. */
import { describe, expect, it } from "vitest";
import { backup, createSimulatedDesk, main, readyDesk, serverOf, toConfig } from "../simulation/simulated-desk.ts";

describe("two registrations", () => {
  it("registers on both servers within a second of the start, the primary at once", () => {
    const desk = createSimulatedDesk(3);
    desk.advance(100);
    expect(desk.server(main).state).toBe("ready");
    desk.advance(400);
    expect(desk.phone()).toMatchObject({
      reachability: "all",
      nextCall: { serverId: "main", why: "primaryReady" },
    });
  });

  it("says within a tick that a crashed server is lost, and the other one stays as it was", () => {
    const desk = readyDesk();
    const before = desk.server(backup);
    desk.sip.crash(main);
    desk.advance(2);
    expect(desk.server(main)).toMatchObject({ state: "lost", reason: { kind: "socketClosed" } });
    expect(desk.server(backup)).toEqual(before);
    expect(desk.phone()).toMatchObject({
      reachability: "some",
      nextCall: { serverId: "backup", why: "primaryNotReady" },
    });
  });

  it.each([
    ["the chosen server", main, 3_600],
    ["the standby server", backup, 7_500],
  ])("notices the silent death of %s in time", (_name, id, limitMs) => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const desk = readyDesk(seed);
      desk.advance(3_000 + seed * 37);
      serverOf(desk, id).freeze();
      desk.advance(limitMs);
      expect(["doubtful", "lost", "connecting"]).toContain(desk.server(id).state);
      desk.advance(2_500);
      expect(desk.server(id)).toMatchObject({ state: expect.stringMatching(/lost|connecting/) });
    }
  });

  it("a doubtful server that answers again is ready, and the primary is preferred only once steadily healthy (E2)", () => {
    const desk = readyDesk(1, { failbackAfterMs: 30_000 }, 1_000);
    serverOf(desk, main).freeze();
    desk.advance(3_600);
    expect(desk.server(main).state).toBe("doubtful");
    serverOf(desk, main).thaw();
    desk.advance(100);
    expect(desk.server(main).state).toBe("ready");
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "failbackPending" });
    desk.advance(29_000);
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "failbackPending" });
    desk.advance(1_100);
    expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "primaryReady" });
  });

  it("everything was down for an hour, one came back: it registers by itself and is used at once (E3)", () => {
    const desk = readyDesk();
    desk.sip.crash(main);
    desk.sip.crash(backup);
    desk.advance(3_600_000);
    expect(desk.phone()).toMatchObject({ reachability: "none", nextCall: { serverId: null, why: "noServer" } });
    expect(desk.phone().servers.map((server) => server.reason?.message)).toEqual([
      "main could not be reached.",
      "backup could not be reached.",
    ]);
    serverOf(desk, backup).restart();
    desk.advance(15_600);
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "primaryNotReady" });
  });

  it("spreads the return of many seats after a crash while the other server is up (E11)", () => {
    const returns: number[] = [];
    for (let seed = 1; seed <= 200; seed += 1) {
      const desk = readyDesk(seed);
      desk.sip.crash(main);
      const atCrash = desk.now();
      desk.advance(2);
      const wait = (desk.server(main).atNextTry ?? 0) - atCrash;
      expect(wait).toBeGreaterThanOrEqual(499);
      expect(wait).toBeLessThanOrEqual(10_003);
      returns.push(wait);
    }
    const perSecond = Array.from(
      { length: 10 },
      (_, second) => returns.filter((wait) => Math.floor(wait / 1_000) === second).length,
    );
    expect(Math.max(...perSecond)).toBeLessThanOrEqual(45);
  });

  it("never probes the survivor of a crash in one instant, though it is the chosen server of every seat now (E11)", () => {
    const probedAt: number[] = [];
    for (let seed = 1; seed <= 100; seed += 1) {
      const desk = readyDesk(seed, {}, 20_000 + 37 * seed);
      desk.sip.crash(main);
      const atCrash = desk.now();
      desk.advance(3_100);
      const first = desk.decided.find(
        ({ at, effect }) => at >= atCrash && effect.type === "probe.send" && effect.serverId === backup,
      );
      if (first !== undefined) probedAt.push(first.at - atCrash);
    }
    const perTenth = Array.from(
      { length: 32 },
      (_, tenth) => probedAt.filter((at) => Math.floor(at / 100) === tenth).length,
    );
    expect(Math.max(...perTenth)).toBeLessThanOrEqual(12);
    // Nearly all have asked within the spread of the shared suspicion; those whose last answer was fresh need not.
    expect(probedAt.length).toBeGreaterThan(80);
  });

  it("leaves no wave of probes behind a crash: seats that asked together once do not do so again (E11)", () => {
    const probedAt = Array.from({ length: 200 }, (_, seed) => {
      const desk = readyDesk(seed, { probeActiveMs: 5_000 }, 20_000 + 37 * seed);
      desk.sip.crash(main);
      const atCrash = desk.now();
      desk.advance(14_000);
      return desk.decided.flatMap(({ at, effect }) =>
        effect.type === "probe.send" && effect.serverId === backup ? [at - atCrash] : [],
      );
    }).flat();
    const perSecond = Array.from(
      { length: 10 },
      (_, second) => probedAt.filter((at) => Math.floor(at / 1_000) === second + 4).length,
    );
    // 200 seats ask every 5 s: 40 a second.
    expect([Math.max(...perSecond) <= 65, Math.min(...perSecond) >= 18]).toEqual([true, true]);
  });

  it("goes on asking the chosen server at its own pace when the socket to the other one closes", () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const desk = readyDesk(seed, {}, 10_000 + 53 * seed);
      const probesOfMain = () =>
        desk.decided.flatMap(({ at, effect }) =>
          effect.type === "probe.send" && effect.serverId === main ? [at] : [],
        );
      const last = probesOfMain().at(-1) ?? 0;
      desk.sip.crash(backup);
      desk.advance(3_000);
      const next = probesOfMain().find((at) => at > last) ?? Number.POSITIVE_INFINITY;
      expect(next - last).toBeLessThanOrEqual(2_420);
    }
  });

  it("comes back for a call within 1.5 s of any moment, and not in step with other seats (E11)", () => {
    const first: number[] = [];
    const waits: number[] = [];
    for (let seed = 1; seed <= 100; seed += 1) {
      const desk = readyDesk(seed);
      desk.dial("600");
      desk.advance(100);
      desk.sip.crash(main);
      const atCrash = desk.now();
      desk.advance(12_000);
      const opened = desk.decided
        .filter(({ at, effect }) => at > atCrash && effect.type === "socket.open" && effect.serverId === main)
        .map(({ at }) => at);
      first.push((opened[0] ?? 0) - atCrash);
      waits.push(...opened.map((at, index) => at - (opened[index - 1] ?? atCrash)));
    }
    // 21 ms of each wait is the refused connection itself.
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_525);
    expect(Math.max(...first)).toBeLessThanOrEqual(505);
    const perTenth = Array.from(
      { length: 6 },
      (_, tenth) => first.filter((at) => Math.floor(at / 100) === tenth).length,
    );
    expect(Math.max(...perTenth)).toBeLessThanOrEqual(40);
  });

  it("the hurried tries for a call are no failures: once the call is over the server is tried again within 10 s", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const desk = readyDesk(seed);
      const talking = desk.dial("600");
      desk.advance(100);
      desk.sip.crash(main);
      desk.advance(15_000);
      desk.command({ type: "call.hangUp", callId: talking });
      desk.advance(2_100);
      serverOf(desk, main).restart();
      desk.advance(10_100);
      expect(desk.server(main).state).toBe("ready");
    }
  });

  it("waits as long as Retry-After says, even when no other server is ready", () => {
    const desk = readyDesk();
    const { policy } = serverOf(desk, main);
    desk.sip.crash(backup);
    desk.sip.crash(main);
    serverOf(desk, main).restart();
    policy.registerCode = 503;
    policy.retryAfterS = 40;
    desk.advance(20_000);
    const seen = serverOf(desk, main).registersSeen.length;
    const last = serverOf(desk, main).registersSeen.at(-1) ?? 0;
    policy.registerCode = null;
    desk.advance(60_000);
    const next = serverOf(desk, main).registersSeen[seen] ?? 0;
    expect(next - last).toBeGreaterThanOrEqual(40_000);
  });

  it("gives a booting server that drops SIP silently 3 s, then comes back to it", () => {
    const desk = createSimulatedDesk(1);
    serverOf(desk, main).policy.answersRegister = false;
    desk.advance(3_100);
    expect(desk.server(main)).toMatchObject({ state: "lost", reason: { kind: "registerTimeout" } });
    serverOf(desk, main).policy.answersRegister = true;
    desk.advance(11_000);
    expect(desk.server(main).state).toBe("ready");
  });

  it("refreshes every registration between 50 and 75 % of its expiry", () => {
    const desk = readyDesk();
    desk.advance(3_600_000);
    const seen = serverOf(desk, main).registersSeen;
    const gaps = seen.slice(1).map((at, index) => at - (seen[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(90_000 + 10);
  });

  it("after sleep says registered nowhere until a server has answered again", () => {
    const desk = readyDesk();
    desk.input({ type: "resumed" });
    expect(desk.phone().servers.map((server) => server.state)).toEqual(["doubtful", "doubtful"]);
    desk.advance(50);
    expect(desk.phone().reachability).toBe("all");
    expect(serverOf(desk, main).registersSeen).toHaveLength(2);
  });

  it("sends new calls elsewhere while a server answers its probes with 503, and says that it is busy", () => {
    const desk = readyDesk();
    serverOf(desk, main).policy.code503 = true;
    desk.advance(2_500);
    expect(desk.server(main)).toMatchObject({ state: "ready", overloaded: true });
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "overloaded" });
    serverOf(desk, main).policy.code503 = false;
    desk.advance(6_100);
    expect(desk.server(main)).toMatchObject({ state: "ready", overloaded: false });
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "failbackPending" });
    desk.advance(30_000);
    expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "primaryReady" });
  });

  it("drains and prefers servers for new calls only", () => {
    const desk = readyDesk();
    expect(desk.command({ type: "server.drain", serverId: main })).toEqual({ ok: true });
    expect(desk.phone()).toMatchObject({ reachability: "all", nextCall: { serverId: "backup", why: "draining" } });
    desk.command({ type: "server.undrain", serverId: main });
    desk.command({ type: "server.prefer", serverId: backup });
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "preferred" });
    desk.command({ type: "server.prefer", serverId: null });
    expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "primaryReady" });
  });

  it("takes its bindings away when it stops", () => {
    const desk = readyDesk();
    desk.input({ type: "stopping" });
    desk.advance(100);
    expect(serverOf(desk, main).hasBinding()).toBe(false);
    expect(serverOf(desk, backup).hasBinding()).toBe(false);
    expect(desk.phone().servers.map((server) => server.state)).toEqual(["offline", "offline"]);
  });

  it("keeps an unchanged server registered when the document changes another", () => {
    const desk = readyDesk();
    const opened = desk.effects("socket.open").length;
    const changed = toConfig();
    const [first, second] = changed.servers;
    if (first === undefined || second === undefined) throw new Error("two servers");
    desk.input({ type: "configured", config: { ...changed, servers: [first, { ...second, user: "1002" }] } });
    desk.advance(500);
    expect(desk.effects("socket.open").length - opened).toBe(1);
    expect(desk.phone().reachability).toBe("all");
  });

  it("after a sleep longer than the registration lasts registers anew at once and claims nothing meanwhile", () => {
    const desk = readyDesk();
    desk.sleep(300_000);
    desk.input({ type: "resumed" });
    expect(desk.phone().servers.map((server) => server.state)).toEqual(["registering", "registering"]);
    desk.advance(100);
    expect(desk.phone().reachability).toBe("all");
  });

  it("keeps an administrator's drain when the document of that server changes", () => {
    const desk = readyDesk();
    desk.command({ type: "server.drain", serverId: main });
    const config = toConfig();
    const servers = config.servers.map((server) => ({ ...server, displayName: "Anna B." }));
    desk.input({ type: "configured", config: { ...config, servers } });
    desk.advance(500);
    expect(desk.server(main)).toMatchObject({ state: "ready", draining: true });
  });

  it.each([16_000, 16_500, 17_000, 17_500])(
    "is not called ready for an answer to what it read before it went deaf, %i ms into the ringing",
    (deafAfterMs) => {
      const desk = readyDesk();
      const id = desk.dial("601");
      desk.advance(deafAfterMs);
      desk.sip.openHole(main, "up");
      while (desk.server(main).state === "ready") desk.advance(50);
      while (desk.call(id).state !== "ended") {
        expect(desk.server(main).state).not.toBe("ready");
        desk.advance(50);
      }
      expect(desk.call(id).end?.reason).toBe("noAnswer");
      expect(desk.server(main).state).not.toBe("ready");
    },
  );

  it("tells a round trip anew when it has moved by 3 ms and a quarter, and not before", () => {
    const desk = readyDesk();
    desk.advance(20_000);
    const calm = desk.server(main).rttMs ?? 0;
    const told = () => desk.events.filter(({ type }) => type === "server.measured").length;
    const before = told();
    serverOf(desk, main).policy.workMs += 2;
    desk.advance(60_000);
    expect([told(), desk.server(main).rttMs]).toEqual([before, calm]);
    serverOf(desk, main).policy.workMs += 200;
    desk.advance(60_000);
    expect(desk.server(main).rttMs).toBeGreaterThan(calm + 140);
    expect(told() - before).toBeLessThan(15);
  });

  it("learns its round trip from calm times, not from the answers a suspicion waited for", () => {
    const desk = readyDesk();
    desk.advance(20_000);
    const calm = desk.server(main).rttMs;
    serverOf(desk, main).freeze();
    desk.command({ type: "server.probe", serverId: main });
    desk.advance(900);
    serverOf(desk, main).thaw();
    desk.advance(50);
    expect(desk.server(main)).toMatchObject({ state: "ready", rttMs: calm });
  });
});
