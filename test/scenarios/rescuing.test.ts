/** Stories of calls that lost their server: when a redial helps, when it would only do harm, and who calls whom. */
import { describe, expect, it } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { hearVoice, ringFrom } from "../simulation/desk-moves.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  readyDesk,
  toConfig,
  type SimulatedDesk,
} from "../simulation/simulated-desk.ts";

function answeredFrom(desk: SimulatedDesk, server: typeof main, number: string): CallId {
  const { id } = ringFrom(desk, server, number);
  desk.command({ type: "call.answer", callId: id });
  desk.advance(100);
  return id;
}

describe("whether a call may be called back", () => {
  it.each([
    ["a number", "600", {}, {}, true],
    ["a feature code", "*97", {}, {}, false],
    ["a number the rules forbid meanwhile", "600", {}, { dialing: { forbidden: ["^6"] } }, false],
    ["a number under policy off", "600", { rescue: "off" as const }, {}, false],
  ])("is told with the call: %s", (_what, target, failover, later, mayRescue) => {
    const desk = createSimulatedDesk(1, toConfig(failover));
    desk.advance(3_000);
    const id = desk.dial(target);
    desk.input({ type: "configured", config: toConfig(failover, later) });
    expect(desk.call(id).mayRescue).toBe(mayRescue);
  });

  it("is no where the number is withheld", () => {
    const desk = readyDesk();
    desk.ring(main, null);
    desk.advance(10);
    expect(desk.calls()[0]?.mayRescue).toBe(false);
  });
});

describe("a call that lost its server", () => {
  it("is left alone by policy auto while no other server can be reached, and redialled once one can", () => {
    const desk = readyDesk(1, { rescue: "auto" });
    const id = desk.dial("600");
    desk.advance(100);
    desk.sip.crash(main);
    desk.sip.crash(backup);
    desk.advance(2);
    hearVoice(desk, id, false);
    desk.advance(5_000);
    expect(desk.call(id).state).toBe("stranded");
    expect(desk.command({ type: "call.rescue", callId: id })).toMatchObject({ ok: false, failure: { kind: "notNow" } });
    desk.sip.servers.get(backup)?.restart();
    desk.advance(20_000);
    expect(desk.call(id).end?.reason).toBe("rescued");
    expect(desk.calls().at(-1)).toMatchObject({ rescueOf: id, serverId: "backup", state: "active" });
  });

  it("is not redialled by itself when it was a feature code, and time goes on", () => {
    const desk = readyDesk(1, { rescue: "auto" });
    const id = desk.dial("*97");
    desk.advance(2_100);
    expect(desk.call(id).state).toBe("active");
    desk.sip.crash(main);
    desk.advance(2);
    hearVoice(desk, id, false);
    desk.advance(60_000);
    expect(desk.call(id).state).toBe("stranded");
    expect(desk.effects("attempt.invite")).toHaveLength(1);
  });

  it("waits 8 s on the side that was called, and joins the party's own call when that comes first", () => {
    const desk = readyDesk(1, { rescue: "auto" });
    const id = answeredFrom(desk, main, "0312345678");
    desk.sip.crash(main);
    desk.advance(2);
    hearVoice(desk, id, false);
    desk.advance(3_000);
    desk.ring(backup, "0312345678");
    desk.advance(10);
    expect(desk.call(id).end).toEqual({ by: "system", reason: "rescued", code: null });
    expect(desk.calls().at(-1)).toMatchObject({ state: "ringing", direction: "incoming", rescueOf: id });
    desk.advance(10_000);
    expect(desk.effects("attempt.invite")).toEqual([]);
  });

  it("is redialled by policy auto within 1.5 s, and not in step with the calls of other seats (E11)", () => {
    const waits = Array.from({ length: 100 }, (_, seed) => {
      const desk = readyDesk(seed, { rescue: "auto" });
      const id = desk.dial("600");
      desk.advance(100);
      desk.sip.crash(main);
      desk.advance(2);
      hearVoice(desk, id, false);
      const atLost = desk.now();
      desk.advance(1_600);
      return (desk.decided.findLast(({ effect }) => effect.type === "attempt.invite")?.at ?? 0) - atLost;
    });
    const perTenth = Array.from(
      { length: 15 },
      (_, tenth) => waits.filter((ms) => Math.floor(ms / 100) === tenth).length,
    );
    expect([Math.min(...waits) >= 0, Math.max(...waits) <= 1_500, Math.max(...perTenth) <= 20]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("is redialled after 8 s by the side that was called when nobody came", () => {
    const desk = readyDesk(1, { rescue: "auto" });
    const id = answeredFrom(desk, main, "600");
    desk.sip.crash(main);
    desk.advance(2);
    hearVoice(desk, id, false);
    desk.advance(7_900);
    expect(desk.effects("attempt.invite")).toEqual([]);
    desk.advance(1_700);
    expect(desk.calls().at(-1)).toMatchObject({ direction: "outgoing", rescueOf: id, serverId: "backup" });
  });

  it("holds another conversation when it is redialled", () => {
    const desk = readyDesk();
    const other = answeredFrom(desk, backup, "0399999999");
    const id = desk.dial("600");
    desk.advance(100);
    desk.command({ type: "call.resume", callId: other });
    desk.advance(50);
    desk.sip.crash(main);
    desk.advance(2);
    hearVoice(desk, id, false);
    desk.command({ type: "call.rescue", callId: id });
    desk.advance(100);
    expect(desk.call(other).held).toBe(true);
  });
});

describe("a conversation on the move", () => {
  const refreshes = (desk: SimulatedDesk) => desk.effects("dialog.refresh").map((effect) => effect.hasNewAddress);

  function talkOrHold(held: boolean): { desk: SimulatedDesk; id: CallId } {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    hearVoice(desk, id, true);
    if (held) desk.command({ type: "call.hold", callId: id });
    desk.advance(100);
    return { desk, id };
  }

  it("takes a new socket at once when the address changes, and restarts ICE on that one, once", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    const opened = desk.effects("socket.open").length;
    for (let told = 0; told < 6; told += 1) desk.input({ type: "network.changed" });
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "lost" });
    expect(refreshes(desk)).toEqual([]);
    desk.advance(100);
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "ok" });
    expect(refreshes(desk)).toEqual([true]);
    expect(desk.effects("socket.open").slice(opened)).toEqual([
      { type: "socket.open", serverId: "main", connection: 2 },
    ]);
  });

  it.each([
    ["its voice is back", true, false, [true]],
    ["no voice comes", false, false, [true, true]],
    ["it is held, so that nobody can hear", true, true, [true, true]],
  ])(
    "that is told of the change once more leaves ICE in peace for 2 s, and longer when %s",
    (_what, isFlowing, held, told) => {
      const { desk, id } = talkOrHold(held);
      desk.input({ type: "network.changed" });
      desk.advance(100);
      if (!isFlowing) hearVoice(desk, id, false);
      desk.input({ type: "network.changed" });
      desk.advance(1_900);
      expect(refreshes(desk)).toEqual([true]);
      desk.advance(5_000);
      expect(refreshes(desk)).toEqual(told);
      expect(desk.effects("socket.open")).toHaveLength(3);
    },
  );

  it("re-attached right after a restart of ICE takes the new socket at once and leaves ICE in peace", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    hearVoice(desk, id, true);
    desk.input({ type: "network.changed" });
    desk.advance(100);
    hearVoice(desk, id, false);
    desk.sip.dropSocket(main);
    desk.advance(1_000);
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "ok" });
    expect(refreshes(desk)).toEqual([true, false]);
    desk.advance(3_000);
    expect(refreshes(desk)).toEqual([true, false, true]);
  });

  it("restarts ICE anew at a change that comes later", () => {
    const desk = readyDesk();
    desk.dial("600");
    desk.advance(100);
    for (const _time of [1, 2]) {
      desk.input({ type: "network.changed" });
      desk.advance(2_100);
    }
    expect(refreshes(desk)).toEqual([true, true]);
  });

  it("leaves the socket of a server without a conversation alone and lets it prove itself", () => {
    const desk = readyDesk();
    desk.dial("600");
    desk.advance(100);
    desk.input({ type: "network.changed" });
    expect(desk.server(backup).state).toBe("doubtful");
    expect(desk.effects("socket.close").map((effect) => effect.serverId)).toEqual(["main"]);
  });

  it.each([
    ["the voice flows", true, false, [false]],
    ["no voice comes", false, false, [true]],
    ["it is held, so that nobody can hear whether its way still stands", true, true, [true]],
  ])(
    "is re-attached after an unannounced loss with a restart of ICE or without: %s",
    (_what, isFlowing, held, told) => {
      const { desk, id } = talkOrHold(held);
      desk.sip.dropSocket(main);
      if (!isFlowing) hearVoice(desk, id, false);
      desk.advance(1_000);
      expect(desk.call(id)).toMatchObject({ state: "active", signalling: "ok" });
      expect(refreshes(desk)).toEqual(told);
    },
  );

  it("in a black hole tries beside a connection that does not come, at most 1.5 s after each", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    desk.sip.openHole(main);
    desk.advance(90_000);
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "lost" });
    const tries = desk.decided.flatMap(({ at, effect }) =>
      effect.type === "socket.open" && effect.serverId === main && effect.connection > 1 ? [at] : [],
    );
    const waits = tries.slice(1).map((at, index) => Math.round(at - (tries[index] ?? at)));
    expect(tries.length).toBeGreaterThan(50);
    expect(Math.max(...waits)).toBe(1_500);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(500);
    desk.sip.closeHole(main);
    desk.advance(1_600);
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "ok" });
  });

  it("hurries anew after every loss of a connection that stood for 5 s", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    const waits = [0, 1, 2, 3].map(() => {
      const atLost = desk.now();
      desk.sip.dropSocket(main);
      desk.advance(2);
      while (desk.call(id).signalling === "lost") desk.advance(5);
      const waited = desk.now() - atLost;
      desk.advance(6_000);
      // The first wait is the shortest, U(0, 0.5) s, then the connect and the REGISTER.
      return waited < 540;
    });
    expect(waits).toEqual([true, true, true, true]);
  });

  it("restarts ICE when it is re-attached after a change of address", () => {
    const desk = readyDesk();
    desk.dial("600");
    desk.advance(100);
    desk.sip.dropSocket(main);
    desk.advance(2);
    desk.input({ type: "network.changed" });
    desk.advance(2_000);
    expect(desk.effects("dialog.refresh").map((effect) => effect.hasNewAddress)).toEqual([true]);
  });

  it("ends when the server no longer knows its dialog, whatever re-INVITE told so", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    const [attempt] = desk.effects("attempt.invite");
    if (attempt === undefined) throw new Error("no INVITE");
    desk.input({ type: "dialog.refreshed", inviteId: attempt.inviteId, outcome: "gone" });
    expect(desk.call(id).end).toEqual({ by: "server", reason: "serverLost", code: 481 });
  });

  it("answered late over an old socket is re-attached as soon as the server is registered again", () => {
    const desk = readyDesk();
    const id = desk.dial("601");
    desk.advance(100);
    const [attempt] = desk.effects("attempt.invite");
    if (attempt === undefined) throw new Error("no INVITE");
    desk.sip.dropSocket(main);
    desk.advance(2);
    desk.input({ type: "attempt.answered", inviteId: attempt.inviteId });
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "lost" });
    desk.advance(1_000);
    expect(desk.effects("dialog.refresh")).toHaveLength(1);
  });

  it("keeps its socket when its server leaves the document, while an idle server's is closed", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    desk.input({ type: "configured", config: null });
    expect(desk.call(id).state).toBe("active");
    expect(desk.effects("socket.close").map((effect) => effect.serverId)).toEqual(["backup"]);
    expect(
      desk
        .effects("register.send")
        .slice(-2)
        .map((effect) => effect.expiresS),
    ).toEqual([0, 0]);
  });

  it("can be hung up after the account was taken away", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    desk.input({ type: "configured", config: null });
    expect(desk.call(id).state).toBe("active");
    expect(desk.command({ type: "call.hangUp", callId: id })).toEqual({ ok: true });
    expect(desk.command({ type: "call.dial", target: "600" })).toMatchObject({
      ok: false,
      failure: { kind: "notNow" },
    });
  });
});

describe("an emergency call", () => {
  it("waits for the first server when none can be reached, and goes through it", () => {
    const desk = createSimulatedDesk(1, toConfig({}, { dialing: { emergency: ["600"] } }));
    desk.advance(3_000);
    desk.sip.dropSocket(main);
    desk.sip.dropSocket(backup);
    desk.advance(2);
    const id = desk.dial("600");
    expect(desk.call(id).state).toBe("dialing");
    desk.advance(3_000);
    expect(desk.call(id).state).toBe("active");
  });

  it("gives up after 15 s without any server, and says so", () => {
    const desk = readyDesk();
    desk.sip.crash(main);
    desk.sip.crash(backup);
    desk.advance(2);
    const id = desk.dial("110");
    desk.advance(15_100);
    expect(desk.call(id).end).toEqual({ by: "system", reason: "noServer", code: null });
  });

  it("asks every server in order unless the callee himself answers", () => {
    const desk = readyDesk();
    const id = desk.dial("110");
    desk.advance(200);
    expect(desk.call(id)).toMatchObject({
      state: "ended",
      attempts: [
        { serverId: "main", code: 404, outcome: "carriedOver" },
        { serverId: "backup", code: 404, outcome: "failed" },
      ],
    });
  });

  it("is dialled while another dial hangs", () => {
    const desk = readyDesk();
    desk.dial("606");
    desk.advance(50);
    expect(desk.command({ type: "call.dial", target: "600" })).toMatchObject({
      ok: false,
      failure: { kind: "notNow" },
    });
    expect(desk.command({ type: "call.dial", target: "110" })).toMatchObject({ ok: true });
  });
});
