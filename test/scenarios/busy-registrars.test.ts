/** A server that is there and does not want to register anybody now: it is given the time it asks for. */
import { describe, expect, it } from "vitest";
import { createSimulatedDesk, main, readyDesk, serverOf, type SimulatedDesk } from "../simulation/simulated-desk.ts";

/** It was asked when the computer woke, said 503 and 60 s, and takes every REGISTER from now on. */
function putOffAtWaking(desk: SimulatedDesk, agoMs: number) {
  const server = serverOf(desk, main);
  server.policy.registerCode = 503;
  server.policy.retryAfterS = 60;
  desk.input({ type: "resumed" });
  desk.advance(agoMs);
  const seen = server.registersSeen.length;
  const last = server.registersSeen.at(-1) ?? 0;
  server.behave();
  return { server, seen, last };
}

describe("a busy registrar", () => {
  it("keeps a busy server's binding, asks again no sooner than Retry-After says, even past the expiry", () => {
    const desk = readyDesk();
    const server = serverOf(desk, main);
    server.policy.registerCode = 503;
    server.policy.retryAfterS = 300;
    desk.advance(100_000);
    const seen = server.registersSeen.length;
    const last = server.registersSeen.at(-1) ?? 0;
    expect(desk.server(main)).toMatchObject({ state: "ready", overloaded: true });
    server.policy.registerCode = null;
    desk.advance(400_000);
    expect((server.registersSeen[seen] ?? 0) - last).toBeGreaterThanOrEqual(300_000);
    expect(desk.server(main).state).toBe("ready");
  });

  it("keeps away as long as a busy registrar asked, also when its socket is lost meanwhile", () => {
    const desk = readyDesk();
    const server = serverOf(desk, main);
    server.policy.registerCode = 503;
    server.policy.retryAfterS = 60;
    desk.advance(100_000);
    const last = server.registersSeen.at(-1) ?? 0;
    const seen = server.registersSeen.length;
    server.behave();
    desk.sip.dropSocket(main);
    desk.advance(200_000);
    expect((server.registersSeen[seen] ?? 0) - last).toBeGreaterThanOrEqual(60_000);
    expect(desk.server(main).state).toBe("ready");
  });

  it("is not asked sooner because the computer woke up a second time", () => {
    const desk = readyDesk();
    const { server, seen, last } = putOffAtWaking(desk, 5_000);
    desk.input({ type: "resumed" });
    desk.advance(200_000);
    expect((server.registersSeen[seen] ?? 0) - last).toBeGreaterThanOrEqual(60_000);
    expect(desk.server(main).state).toBe("ready");
  });

  it("gets its time too when another place that had the account has signed out meanwhile", () => {
    const desk = readyDesk(1, { bindingCheckMs: 10_000 });
    const { server, seen, last } = putOffAtWaking(desk, 1_000);
    server.signInElsewhere();
    desk.advance(13_000);
    expect(desk.server(main).reason?.kind).toBe("takenOver");
    server.signOutElsewhere();
    desk.command({ type: "server.probe", serverId: main });
    desk.advance(200_000);
    expect((server.registersSeen[seen] ?? 0) - last).toBeGreaterThanOrEqual(60_000);
    expect(desk.server(main).state).toBe("ready");
  });

  it("does not hammer a server that calls every expiry too brief", () => {
    const desk = createSimulatedDesk(1);
    serverOf(desk, main).policy.registerCode = 423;
    desk.advance(60_000);
    expect(serverOf(desk, main).registersSeen.length).toBeLessThanOrEqual(6);
  });
});
