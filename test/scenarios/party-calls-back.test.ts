/** Stories of the party of a lost call who calls by himself: before the key, while the redial rings, or instead of it. */
import { describe, expect, it } from "vitest";
import { InviteId, ServerId } from "../../shared/model/ids.ts";
import { loseMain, ringThroughBackup, talkFrom, talkTo } from "../simulation/desk-moves.ts";
import { backup, main, readyDesk, serverOf } from "../simulation/simulated-desk.ts";

const rescued = { by: "system", reason: "rescued", code: null };

describe("the party's own call", () => {
  it("before the key rings on the lost call's card, under its time, and the key then answers it", () => {
    const desk = readyDesk();
    const id = talkFrom(desk, main, "0312345678");
    const { atAnswered } = desk.call(id);
    loseMain(desk, id);
    const own = ringThroughBackup(desk, "0312345678");
    expect(own).toMatchObject({ state: "ringing", rescueOf: id, atFirstAnswered: atAnswered });
    expect(desk.call(id).end).toEqual(rescued);
    expect(desk.command({ type: "call.rescue", callId: id })).toEqual({ ok: true, callId: own.id });
    desk.advance(100);
    expect(desk.call(own.id).state).toBe("active");
    expect(desk.effects("attempt.invite")).toEqual([]);
  });

  it.each([
    ["+81312345678", true],
    ["90312345678", true],
    ["0312345679", false],
    ["5678", false],
  ])("is known by the end of its number: %s for 0312345678 is %s", (number, isParty) => {
    const desk = readyDesk();
    const id = talkFrom(desk, main, "0312345678");
    loseMain(desk, id);
    expect(ringThroughBackup(desk, number).rescueOf).toBe(isParty ? id : null);
    expect(desk.call(id).state).toBe(isParty ? "ended" : "stranded");
  });

  it("while the redial rings is answered in its place, on the side that was called", () => {
    const desk = readyDesk();
    const id = talkFrom(desk, main, "601");
    loseMain(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    desk.advance(1_000);
    const redial = desk.calls().at(-1);
    expect(redial?.state).toBe("ringing");
    ringThroughBackup(desk, "601");
    desk.advance(100);
    expect(desk.call(redial?.id ?? id).end).toEqual(rescued);
    expect(desk.calls().at(-1)).toMatchObject({ direction: "incoming", state: "active", rescueOf: redial?.id });
    expect([...serverOf(desk, backup).calls.values()].map(({ state }) => state)).toEqual(["over"]);
  });

  it("is answered though its server left the document while it rang: it lives on the socket it came by", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "603");
    loseMain(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    desk.ring(backup, "603");
    desk.advance(500);
    const { config } = desk.state();
    if (config === null) throw new Error("no document is in force");
    const spare = "wss://spare.test/ws";
    const servers = config.servers.map((server) => (server.id === backup ? { ...server, url: spare } : server));
    desk.input({ type: "configured", config: { ...config, servers } });
    desk.sip.crash(ServerId.parse("spare"));
    desk.advance(2_500);
    expect(desk.calls().at(-1)).toMatchObject({ direction: "incoming", state: "active" });
  });

  it("that an edge sends through both servers is one card, though it was answered in the place of a redial", () => {
    const desk = readyDesk();
    const id = talkFrom(desk, main, "601");
    loseMain(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    desk.advance(1_000);
    desk.ring(backup, "601", "edge-1");
    desk.advance(500);
    const own = desk.calls().at(-1);
    expect(own).toMatchObject({ direction: "incoming", state: "active" });
    const inviteId = InviteId.parse("late");
    const remote = { number: "+49601", name: null };
    const { connection } = desk.state().registrations.find(({ serverId }) => serverId === main) ?? { connection: 0 };
    desk.input({
      type: "leg.offered",
      serverId: main,
      connection,
      inviteId,
      remote,
      strongKey: "edge-1",
      answerAfterS: null,
      queue: null,
    });
    desk.advance(100);
    expect(
      desk
        .calls()
        .filter(({ state }) => state !== "ended")
        .map((call) => call.id),
    ).toEqual([own?.id]);
  });

  it("on the side that dialled has 2 s in which the other side may yield, and is answered then", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "603");
    loseMain(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    const redial = desk.calls().at(-1);
    if (redial === undefined) throw new Error("no redial");
    desk.ring(backup, "603");
    desk.advance(1_950);
    expect(desk.call(redial.id).state).toBe("ringing");
    expect(desk.calls()).toHaveLength(2);
    desk.advance(500);
    expect(desk.call(redial.id).end).toEqual(rescued);
    expect(desk.calls().at(-1)).toMatchObject({ direction: "incoming", state: "active", rescueOf: redial.id });
    expect([...serverOf(desk, backup).calls.values()].map(({ state }) => state)).toEqual(["over"]);
  });

  it("becomes a waiting card of its own when the redial was answered first", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "603");
    loseMain(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    desk.advance(100);
    const redial = desk.calls().at(-1);
    ringThroughBackup(desk, "603");
    desk.advance(2_500);
    expect(desk.call(redial?.id ?? id).state).toBe("active");
    expect(desk.calls().at(-1)).toMatchObject({ direction: "incoming", state: "ringing", rescueOf: null });
  });

  it("is answered at once when the redial finds the party busy, which calling here it is", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    loseMain(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    const redial = desk.calls().at(-1);
    if (redial === undefined) throw new Error("no redial");
    ringThroughBackup(desk, "600");
    const [, attempt] = desk.effects("attempt.invite");
    if (attempt === undefined) throw new Error("no INVITE");
    desk.input({ type: "attempt.rejected", inviteId: attempt.inviteId, code: 486, retryAfterS: null, cause: null });
    desk.advance(100);
    expect(desk.call(redial.id).end?.reason).toBe("busy");
    expect(desk.calls().at(-1)).toMatchObject({ direction: "incoming", state: "active", rescueOf: redial.id });
    expect(desk.effects("tone.play").map(({ tone }) => tone)).not.toContain("busy");
  });

  it("passes do-not-disturb and call waiting off, as nobody else's does", () => {
    for (const failover of [{}, { callWaiting: "off" as const }]) {
      const desk = readyDesk(1, failover);
      const id = talkFrom(desk, main, "0312345678");
      if (failover.callWaiting === undefined) desk.command({ type: "presence.setDnd", on: true });
      loseMain(desk, id);
      expect(ringThroughBackup(desk, "0399999999").state).toBe("ended");
      expect(ringThroughBackup(desk, "0312345678")).toMatchObject({ state: "ringing", rescueOf: id });
    }
  });
});
