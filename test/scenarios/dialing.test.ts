/** Stories of a dial: the first server dies at every awkward moment, and the callee's phone rings once. */
import { describe, expect, it } from "vitest";
import { loseMain } from "../simulation/desk-moves.ts";
import { backup, createSimulatedDesk, main, readyDesk, serverOf, toConfig } from "../simulation/simulated-desk.ts";

describe("a dial", () => {
  it("goes through the primary, is answered, and is hung up", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    expect(desk.call(id)).toMatchObject({ state: "dialing", serverId: "main" });
    desk.advance(100);
    expect(desk.call(id)).toMatchObject({ state: "active", serverId: "main", signalling: "ok" });
    expect(desk.command({ type: "call.hangUp", callId: id })).toEqual({ ok: true });
    desk.advance(10);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "local", reason: "hungUp", code: null } });
    expect([...serverOf(desk, main).calls.values()].map((call) => call.state)).toEqual(["over"]);
    desk.advance(60_000);
    expect(desk.calls()).toEqual([]);
  });

  it("is carried over from a frozen primary within the trying timeout, on one card, without an error", () => {
    const desk = readyDesk();
    serverOf(desk, main).freeze();
    const id = desk.dial("601");
    desk.advance(400);
    expect(desk.call(id)).toMatchObject({
      state: "ringing",
      serverId: "backup",
      attempts: [
        { serverId: "main", outcome: "carriedOver", why: "noResponse", code: null },
        { serverId: "backup", outcome: "ringing" },
      ],
    });
    expect(desk.events.filter((event) => "call" in event && event.call.id === id).map((event) => event.type)).toEqual([
      "call.dialed",
      "call.carriedOver",
      "call.ringing",
    ]);
  });

  it("is carried over as soon where no probe has measured the server yet: its REGISTER did", () => {
    const desk = createSimulatedDesk(1);
    desk.advance(320);
    expect(desk.phone().reachability).toBe("all");
    serverOf(desk, main).freeze();
    const id = desk.dial("601");
    desk.advance(400);
    expect(desk.call(id)).toMatchObject({ state: "ringing", serverId: "backup" });
  });

  it("nobody rings when the frozen server thaws, for its INVITE carried no credentials (E14)", () => {
    const desk = readyDesk();
    serverOf(desk, main).freeze();
    const id = desk.dial("601");
    desk.advance(2_000);
    serverOf(desk, main).thaw();
    desk.advance(5_000);
    expect([...serverOf(desk, main).calls.values()]).toEqual([]);
    expect(desk.call(id)).toMatchObject({ state: "ringing", serverId: "backup" });
  });

  it("when the server froze between its challenge and the second INVITE, its callee rings 100 ms at most (E14)", () => {
    for (let offsetMs = 8; offsetMs <= 24; offsetMs += 1) {
      const desk = readyDesk();
      const id = desk.dial("601");
      desk.advance(offsetMs);
      serverOf(desk, main).freeze();
      desk.advance(900);
      const carried = desk.call(id).serverId === "backup";
      desk.advance(3_000);
      serverOf(desk, main).thaw();
      desk.advance(1_000);
      const rang = [...serverOf(desk, main).calls.values()];
      if (carried)
        for (const call of rang) expect(call).toMatchObject({ state: "over", rangMs: expect.closeTo(10, -2) });
      desk.advance(21_000);
      const answered = [main, backup]
        .flatMap((server) => [...serverOf(desk, server).calls.values()])
        .filter((call) => call.state === "up");
      expect(answered.length).toBeLessThanOrEqual(1);
    }
  });

  it("moves on at once when the socket closes before any ringing", () => {
    const desk = readyDesk();
    const id = desk.dial("606");
    desk.advance(100);
    desk.sip.crash(main);
    desk.advance(8);
    expect(desk.call(id)).toMatchObject({
      serverId: "backup",
      attempts: [{ serverId: "main", outcome: "carriedOver", why: "socketClosed" }, { serverId: "backup" }],
    });
  });

  it("after ringing was seen never dials again: the lost socket gets 3 s, then it ends as signallingLost (E5)", () => {
    const desk = readyDesk();
    const id = desk.dial("601");
    desk.advance(100);
    expect(desk.call(id).state).toBe("ringing");
    desk.sip.crash(main);
    desk.advance(1_000);
    expect(desk.call(id)).toMatchObject({ state: "ringing", signalling: "lost" });
    desk.advance(2_100);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "server", reason: "signallingLost" } });
    expect(desk.effects("attempt.invite")).toHaveLength(1);
    const rescue = desk.command({ type: "call.rescue", callId: id });
    expect(rescue).toMatchObject({ ok: true });
    desk.advance(100);
    expect(desk.calls().at(-1)).toMatchObject({ state: "ringing", serverId: "backup", rescueOf: id });
  });

  it.each([408, 430, 500, 502, 503, 504])("asks the other server after %i before any ringing", (code) => {
    const desk = readyDesk();
    const id = desk.dial("606");
    desk.advance(100);
    const [attempt] = desk.effects("attempt.invite");
    if (attempt === undefined) throw new Error("no INVITE");
    desk.input({ type: "attempt.rejected", inviteId: attempt.inviteId, code, retryAfterS: null, cause: null });
    expect(desk.call(id)).toMatchObject({
      serverId: "backup",
      attempts: [{ outcome: "carriedOver", code, why: "serverUnavailable" }, { outcome: "pending" }],
    });
  });

  it.each([
    [302, "rejected"],
    [403, "notPermitted"],
    [404, "notFound"],
    [480, "noAnswer"],
    [486, "busy"],
    [488, "rejected"],
    [603, "declined"],
  ])("ends after %i as %s and asks nobody else", (code, reason) => {
    const desk = readyDesk();
    const id = desk.dial("606");
    desk.advance(100);
    const [attempt] = desk.effects("attempt.invite");
    if (attempt === undefined) throw new Error("no INVITE");
    desk.input({ type: "attempt.rejected", inviteId: attempt.inviteId, code, retryAfterS: null, cause: null });
    desk.advance(100);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { reason, code } });
    expect(desk.effects("attempt.invite")).toHaveLength(1);
  });

  it.each([
    [480, 20, "remote", "notReachable"],
    [404, 3, "remote", "notReachable"],
    [404, 1, "remote", "notFound"],
    [480, 19, "remote", "noAnswer"],
    [403, 21, "remote", "declined"],
    [480, 31, "remote", "noAnswer"],
    [403, null, "server", "notPermitted"],
    [603, 16, "remote", "declined"],
  ] as const)("ends after %i with the network's cause %s as it says: by %s, %s", (code, cause, by, reason) => {
    const desk = readyDesk();
    const id = desk.dial("606");
    desk.advance(100);
    const [attempt] = desk.effects("attempt.invite");
    if (attempt === undefined) throw new Error("no INVITE");
    desk.input({ type: "attempt.rejected", inviteId: attempt.inviteId, code, retryAfterS: null, cause });
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by, reason, code } });
  });

  it("asks the other server after a 503 whatever cause it gives", () => {
    const desk = readyDesk();
    const id = desk.dial("606");
    desk.advance(100);
    const [attempt] = desk.effects("attempt.invite");
    if (attempt === undefined) throw new Error("no INVITE");
    desk.input({ type: "attempt.rejected", inviteId: attempt.inviteId, code: 503, retryAfterS: null, cause: 20 });
    expect(desk.call(id)).toMatchObject({ state: "dialing", serverId: "backup" });
  });

  it("an operator who gives up beats everything: no further INVITE, and whatever was sent is cancelled", () => {
    for (let offsetMs = 0; offsetMs <= 60; offsetMs += 3) {
      const desk = readyDesk();
      if (offsetMs % 2 === 0) serverOf(desk, main).freeze();
      const id = desk.dial("601");
      desk.advance(offsetMs);
      desk.command({ type: "call.hangUp", callId: id });
      const sent = desk.effects("attempt.invite").length;
      serverOf(desk, main).thaw();
      desk.advance(30_000);
      expect(desk.call(id).end).toEqual({ by: "local", reason: "cancelled", code: null });
      expect(desk.effects("attempt.invite")).toHaveLength(sent);
      const ringing = [...serverOf(desk, main).calls.values()].filter((call) => call.state === "ringing");
      expect(ringing).toEqual([]);
    }
  });

  it("with no server in reach ends with the reason and knocks at both doors early", () => {
    const desk = readyDesk();
    desk.sip.crash(main);
    desk.sip.crash(backup);
    desk.advance(2_000);
    const id = desk.dial("600");
    expect(desk.call(id)).toMatchObject({
      state: "ended",
      end: { by: "system", reason: "noServer" },
      attempts: [
        { serverId: "main", outcome: "failed", why: "notConnected" },
        { serverId: "backup", outcome: "failed", why: "notConnected" },
      ],
    });
  });

  it("ends after 32 s when the only server in reach answers its probes but never the INVITE", () => {
    const desk = readyDesk();
    desk.sip.crash(backup);
    desk.advance(100);
    const probes = desk.effects("probe.send").length;
    const id = desk.dial("609");
    desk.advance(32_600);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "server", reason: "serverUnavailable" } });
    expect(desk.effects("probe.send").length - probes).toBeLessThan(30);
  });

  it("stays on its own server with `only`, and starts there without it", () => {
    const desk = readyDesk();
    serverOf(desk, backup).freeze();
    const only = desk.command({ type: "call.dial", target: "601", serverId: backup, only: true });
    desk.advance(1_500);
    expect(desk.calls().at(-1)).toMatchObject({ serverId: "backup", attempts: [{ serverId: "backup" }] });
    if (!only.ok || only.callId === undefined) throw new Error("refused");
    desk.command({ type: "call.hangUp", callId: only.callId });
    serverOf(desk, backup).thaw();
    desk.advance(40_000);
    desk.command({ type: "call.dial", target: "601", serverId: backup });
    desk.advance(100);
    expect(desk.calls().at(-1)).toMatchObject({ serverId: "backup", attempts: [{ serverId: "backup" }] });
  });

  it("an emergency number ignores drains and overload", () => {
    const desk = readyDesk();
    desk.command({ type: "server.drain", serverId: main });
    desk.dial("110");
    expect(desk.calls().at(-1)?.attempts[0]?.serverId).toBe("main");
  });

  it("keeps to each server's own dial rules: another server takes the number, or nobody may", () => {
    const plain = toConfig();
    const servers = plain.servers.map((server) => ({
      ...server,
      dialing: { emergency: [], forbidden: server.id === "main" ? ["^6"] : ["^7"] },
    }));
    const desk = createSimulatedDesk(1, { ...plain, servers, dialing: { emergency: ["119"], forbidden: ["^00"] } });
    desk.advance(3_000);
    const id = desk.dial("601");
    desk.advance(100);
    expect(desk.call(id).attempts.map((attempt) => attempt.serverId)).toEqual(["backup"]);
    const refused = { ok: false, failure: { kind: "notAllowed" } };
    expect(desk.command({ type: "call.dial", target: "0081" })).toMatchObject(refused);
    expect(desk.command({ type: "call.dial", target: "601", serverId: main, only: true })).toMatchObject(refused);
    desk.command({ type: "call.hangUp", callId: id });
    const talking = desk.dial("404");
    desk.advance(100);
    expect(desk.command({ type: "call.transferBlind", callId: talking, target: "0081" })).toMatchObject(refused);
  });

  it("a missing microphone ends the dial with its reason instead of crashing", () => {
    const desk = readyDesk();
    desk.sip.hasMicrophone = false;
    const id = desk.dial("600");
    desk.advance(20);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "system", reason: "media" } });
  });

  it("sends the same X-Call-Attempt-ID with every attempt and another one with the next dial", () => {
    const desk = readyDesk();
    serverOf(desk, main).freeze();
    const id = desk.dial("601");
    desk.advance(1_500);
    desk.command({ type: "call.hangUp", callId: id });
    desk.dial("601");
    const sent = desk.effects("attempt.invite").map((effect) => effect.attemptId);
    expect(sent).toHaveLength(3);
    expect(sent[0]).toBe(sent[1]);
    expect(sent[2]).not.toBe(sent[0]);
  });

  it("refuses bad input with a sentence and dials nothing", () => {
    const desk = readyDesk();
    expect(desk.command({ type: "call.dial", target: "  " })).toMatchObject({
      ok: false,
      failure: { kind: "badTarget" },
    });
    expect(desk.command({ type: "call.dial", target: "600\r\nVia: x" })).toMatchObject({
      ok: false,
      failure: { kind: "badTarget" },
    });
    expect(desk.effects("attempt.invite")).toEqual([]);
  });
});

describe("a call under way", () => {
  it("outlives its socket: the voice goes on, the socket comes back fast, one re-INVITE re-attaches it", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    desk.sip.dropSocket(main);
    desk.advance(2);
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "lost" });
    desk.advance(700);
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "ok" });
    expect(desk.effects("dialog.refresh")).toHaveLength(1);
  });

  it("is stranded when signalling and media are both gone, and rescue redials through the other server", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    loseMain(desk, id);
    expect(desk.call(id).state).toBe("stranded");
    const reply = desk.command({ type: "call.rescue", callId: id });
    desk.advance(100);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "system", reason: "rescued" } });
    expect(reply.ok && reply.callId).toBe(desk.calls().at(-1)?.id);
    expect(desk.calls().at(-1)).toMatchObject({ state: "active", serverId: "backup", rescueOf: id });
  });

  it("learns from 481 that the restarted server no longer knows it, and offers the redial", () => {
    const desk = readyDesk();
    const id = desk.dial("600");
    desk.advance(100);
    desk.sip.crash(main);
    desk.advance(100);
    serverOf(desk, main).restart();
    desk.advance(3_000);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "server", reason: "serverLost", code: 481 } });
    expect(desk.command({ type: "call.rescue", callId: id })).toMatchObject({ ok: true });
  });

  it("policy auto redials by itself on the side that dialled, and off refuses", () => {
    const auto = readyDesk(1, { rescue: "auto" });
    const id = auto.dial("600");
    auto.advance(100);
    loseMain(auto, id);
    auto.advance(1_600);
    expect(auto.calls().at(-1)).toMatchObject({ state: "active", rescueOf: id, serverId: "backup" });
    const off = readyDesk(1, { rescue: "off" });
    const other = off.dial("600");
    off.advance(100);
    expect(off.command({ type: "call.rescue", callId: other })).toMatchObject({
      ok: false,
      failure: { kind: "notAllowed" },
    });
  });

  it("swaps: the held call is talked to and the other one held, in one command", () => {
    const desk = readyDesk();
    const first = desk.dial("600");
    desk.advance(100);
    const second = desk.dial("600");
    desk.advance(100);
    const held = () => [desk.call(first).held, desk.call(second).held];
    const before = held();
    expect(desk.command({ type: "call.swap", callId: first })).toEqual({ ok: true });
    desk.advance(100);
    const after = held();
    expect(desk.command({ type: "call.swap", callId: first })).toMatchObject({
      ok: false,
      failure: { kind: "notNow" },
    });
    expect([before, after]).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it("never redials a feature code", () => {
    const desk = readyDesk();
    const id = desk.dial("*97");
    desk.advance(20);
    const [attempt] = desk.effects("attempt.invite");
    if (attempt === undefined) throw new Error("no INVITE");
    desk.input({ type: "attempt.progressed", inviteId: attempt.inviteId, code: 180 });
    desk.sip.crash(main);
    desk.advance(3_200);
    if (desk.call(id).end?.reason !== "signallingLost") return expect(desk.call(id).end?.reason).toBe("notFound");
    expect(desk.command({ type: "call.rescue", callId: id })).toMatchObject({ ok: false, failure: { kind: "notNow" } });
  });

  it("holds the first call when a second is dialled", () => {
    const desk = readyDesk();
    const first = desk.dial("600");
    desk.advance(100);
    desk.dial("601");
    desk.advance(100);
    expect(desk.call(first)).toMatchObject({ state: "active", held: true });
  });
});
