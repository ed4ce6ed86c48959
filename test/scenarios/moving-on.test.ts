/** Stories of the milliseconds in which a dial moves on: what the first server says before the next INVITE has left counts. */
import { describe, expect, it } from "vitest";
import type { InviteId } from "../../shared/model/ids.ts";
import { backup, main, readyDesk, serverOf, toConfig, type SimulatedDesk } from "../simulation/simulated-desk.ts";

/** The first INVITE is unanswered for so long that the next one's offer is being made. */
function dialThatMovesOn(desk: SimulatedDesk = readyDesk()) {
  serverOf(desk, main).freeze();
  const id = desk.dial("601");
  const isPreparing = () => desk.effects("attempt.prepare").length > 0;
  for (let waitedMs = 0; !isPreparing(); waitedMs += 1) {
    if (waitedMs > 1_000) throw new Error("The dial does not move on");
    desk.advance(1);
  }
  const [first] = desk.effects("attempt.invite");
  const [next] = desk.effects("attempt.prepare");
  if (first === undefined || next === undefined) throw new Error("no INVITE");
  return { desk, id, first: first.inviteId, next: next.inviteId };
}

const callsOn = (desk: SimulatedDesk, server: typeof main) => [...serverOf(desk, server).calls.values()];
const sent = (desk: SimulatedDesk) => desk.effects("attempt.invite").map(({ inviteId }) => inviteId);
const cancelled = (desk: SimulatedDesk): InviteId[] => desk.effects("attempt.cancel").map(({ inviteId }) => inviteId);

describe("a dial that moves on, while the next INVITE waits for its offer", () => {
  it("has left its first server only when the next INVITE leaves", () => {
    const { desk, id, first, next } = dialThatMovesOn();
    expect(desk.call(id)).toMatchObject({ serverId: "main", attempts: [{ serverId: "main", outcome: "pending" }] });
    expect(cancelled(desk)).toEqual([]);
    desk.advance(6);
    expect(desk.call(id)).toMatchObject({
      serverId: "backup",
      attempts: [{ serverId: "main", outcome: "carriedOver", why: "noResponse" }, { serverId: "backup" }],
    });
    expect([sent(desk), cancelled(desk)]).toEqual([[first, next], [first]]);
  });

  it.each([180, 183])("stays with the first server that says %i, and the second INVITE never leaves", (code) => {
    const { desk, id, first, next } = dialThatMovesOn();
    desk.input({ type: "attempt.progressed", inviteId: first, code });
    desk.advance(100);
    expect(desk.call(id)).toMatchObject({
      state: "ringing",
      serverId: "main",
      attempts: [{ serverId: "main", outcome: "ringing" }],
    });
    expect([sent(desk), cancelled(desk), callsOn(desk, backup)]).toEqual([[first], [next], []]);
  });

  it("talks through the first server when it answers", () => {
    const { desk, id, first, next } = dialThatMovesOn();
    desk.input({ type: "attempt.answered", inviteId: first });
    desk.advance(100);
    expect(desk.call(id)).toMatchObject({ state: "active", serverId: "main" });
    expect([sent(desk), cancelled(desk), callsOn(desk, backup)]).toEqual([[first], [next], []]);
  });

  it("takes the callee's word, and asks nobody else", () => {
    const { desk, id, first, next } = dialThatMovesOn();
    desk.input({ type: "attempt.rejected", inviteId: first, code: 486, retryAfterS: null, cause: null });
    desk.advance(100);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { reason: "busy" } });
    expect([sent(desk), cancelled(desk), callsOn(desk, backup)]).toEqual([[first], [next], []]);
  });

  it("goes on at once when the first server refuses, and has nothing to cancel there", () => {
    const { desk, id, first, next } = dialThatMovesOn();
    desk.input({ type: "attempt.rejected", inviteId: first, code: 503, retryAfterS: null, cause: null });
    expect([sent(desk), cancelled(desk)]).toEqual([[first, next], []]);
    desk.advance(100);
    expect(desk.call(id)).toMatchObject({ state: "ringing", serverId: "backup" });
  });

  it.each([
    ["100", { type: "attempt.progressed", code: 100 }],
    ["its challenge", { type: "attempt.challenged" }],
  ] as const)("was only held up by silence: %s breaks it, and the second server is there for later", (_what, event) => {
    const { desk, id, first, next } = dialThatMovesOn();
    desk.input({ ...event, inviteId: first });
    desk.advance(100);
    expect(desk.call(id)).toMatchObject({ state: "dialing", serverId: "main" });
    expect([sent(desk), cancelled(desk)]).toEqual([[first], [next]]);
    desk.advance(4_000);
    expect(desk.call(id)).toMatchObject({ state: "ringing", serverId: "backup" });
  });

  it("is no longer held up by silence alone once that server is lost, and a late 100 changes nothing", () => {
    const { desk, id, first, next } = dialThatMovesOn();
    desk.sip.crash(main);
    desk.advance(2);
    desk.input({ type: "attempt.progressed", inviteId: first, code: 100 });
    desk.advance(100);
    expect(desk.call(id)).toMatchObject({ serverId: "backup", attempts: [{ why: "socketClosed" }, {}] });
    expect(sent(desk)).toEqual([first, next]);
  });

  it("rings on through a server that was lost: its socket gets 3 s, and redial is offered, never made", () => {
    const desk = readyDesk();
    const id = desk.dial("606");
    desk.advance(100);
    desk.sip.crash(main);
    while (desk.effects("attempt.prepare").length === 0) desk.advance(1);
    const [first] = desk.effects("attempt.invite");
    if (first === undefined) throw new Error("no INVITE");
    desk.input({ type: "attempt.progressed", inviteId: first.inviteId, code: 180 });
    expect(desk.call(id)).toMatchObject({ state: "ringing", serverId: "main", signalling: "lost" });
    desk.advance(3_100);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { reason: "signallingLost" } });
    expect(sent(desk)).toEqual([first.inviteId]);
  });

  it("does not go to a server that is lost meanwhile, and waits for the first one on", () => {
    const { desk, id, first, next } = dialThatMovesOn();
    desk.sip.crash(backup);
    desk.advance(3);
    expect(desk.call(id)).toMatchObject({
      state: "dialing",
      serverId: "main",
      attempts: [
        { serverId: "main", outcome: "pending" },
        { serverId: "backup", outcome: "failed" },
      ],
    });
    expect([sent(desk), cancelled(desk)]).toEqual([[first], [next]]);
    desk.input({ type: "attempt.progressed", inviteId: first, code: 180 });
    expect(desk.call(id)).toMatchObject({ state: "ringing", serverId: "main" });
  });

  it("sends nothing through what is left of a server that another document replaced meanwhile", () => {
    const { desk, id, first, next } = dialThatMovesOn();
    const config = toConfig();
    const servers = config.servers.map((one) => (one.id === backup ? { ...one, displayName: "Anna B." } : one));
    desk.input({ type: "configured", config: { ...config, servers } });
    desk.advance(20);
    expect([sent(desk), cancelled(desk), callsOn(desk, backup)]).toEqual([[first], [next], []]);
    expect(desk.call(id)).toMatchObject({
      serverId: "main",
      attempts: [{ outcome: "pending" }, { outcome: "failed" }],
    });
  });

  it("is hung up on both, and nobody is ever asked", () => {
    const { desk, id, first, next } = dialThatMovesOn();
    desk.command({ type: "call.hangUp", callId: id });
    desk.advance(100);
    expect(cancelled(desk).toSorted()).toEqual([first, next].toSorted());
    expect([sent(desk), callsOn(desk, backup)]).toEqual([[first], []]);
  });

  it("ends where no sound can be offered to the second server", () => {
    const { desk, id, first } = dialThatMovesOn();
    desk.sip.hasMicrophone = false;
    desk.advance(10);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "system", reason: "media" } });
    expect(cancelled(desk)).toContain(first);
  });
});
