/** Stories of when a call counts as lost, and of the party's own call that comes in the place of a redial. */
import { describe, expect, it } from "vitest";
import type { Call } from "../../shared/model/call.ts";
import type { CallId } from "../../shared/model/ids.ts";
import { offersRescue } from "../../shared/model/offers-rescue.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  readyDesk,
  serverOf,
  toConfig,
  type SimulatedDesk,
} from "../simulation/simulated-desk.ts";

function inviteOf(desk: SimulatedDesk, id: CallId) {
  const inviteId = desk.state().calls.find((call) => call.id === id)?.inviteId ?? null;
  if (inviteId === null) throw new Error("no dialog");
  return inviteId;
}

function hearVoice(desk: SimulatedDesk, id: CallId, isFlowing: boolean): void {
  desk.input({ type: "media.flowChanged", inviteId: inviteOf(desk, id), isFlowing });
}

function talkTo(desk: SimulatedDesk, target: string): CallId {
  const id = desk.dial(target);
  desk.advance(2_100);
  expect(desk.call(id).state).toBe("active");
  return id;
}

function talkFrom(desk: SimulatedDesk, server: typeof main, number: string): CallId {
  desk.ring(server, number);
  desk.advance(10);
  const id = desk.calls().at(-1)?.id;
  if (id === undefined) throw new Error("nothing rang");
  desk.command({ type: "call.answer", callId: id });
  desk.advance(2_000);
  expect(desk.call(id).state).toBe("active");
  return id;
}

function lose(desk: SimulatedDesk, id: CallId): void {
  desk.sip.crash(main);
  desk.advance(2);
  hearVoice(desk, id, false);
  expect(desk.call(id).state).toBe("stranded");
}

function ringFrom(desk: SimulatedDesk, number: string): Call {
  desk.ring(backup, number);
  desk.advance(10);
  const last = desk.calls().at(-1);
  if (last === undefined) throw new Error("nothing rang");
  return last;
}

const rescued = { by: "system", reason: "rescued", code: null };

describe("a call counts as lost", () => {
  it("when signalling and voice are both gone, and never while one of them is there", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    hearVoice(desk, id, false);
    desk.advance(60_000);
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "ok" });
    hearVoice(desk, id, true);
    desk.sip.openHole(main);
    desk.advance(60_000);
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "lost" });
    hearVoice(desk, id, false);
    expect(desk.call(id).state).toBe("stranded");
  });

  it("within 2.5 s of a black hole's first silence, for the server is asked at once and not at its next turn", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    desk.advance(40);
    desk.sip.openHole(main);
    desk.advance(1_000);
    desk.input({ type: "media.fellQuiet", inviteId: inviteOf(desk, id) });
    desk.advance(750);
    hearVoice(desk, id, false);
    desk.advance(1_300);
    expect(desk.call(id).state).toBe("stranded");
  });

  it("not because a party falls quiet: its server is asked once, answers, and nothing is said", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    desk.advance(600);
    const before = desk.effects("probe.send").length;
    const events = desk.events.length;
    desk.input({ type: "media.fellQuiet", inviteId: inviteOf(desk, id) });
    desk.advance(50);
    desk.input({ type: "media.fellQuiet", inviteId: inviteOf(desk, id) });
    expect(desk.effects("probe.send").length - before).toBe(1);
    expect(desk.events.slice(events).filter(({ type }) => type !== "server.measured")).toEqual([]);
  });

  it("no more when its voice comes back: the offer is withdrawn, and nothing is redialled by itself", () => {
    const desk = readyDesk(1, { rescue: "auto" });
    const id = talkFrom(desk, main, "600");
    desk.sip.openHole(main);
    desk.advance(6_000);
    hearVoice(desk, id, false);
    expect(offersRescue(desk.call(id), { ...desk.phone(), calls: [...desk.calls()] })).not.toBeNull();
    desk.advance(7_000);
    hearVoice(desk, id, true);
    expect(desk.call(id).state).toBe("active");
    expect(offersRescue(desk.call(id), { ...desk.phone(), calls: [...desk.calls()] })).toBeNull();
    desk.advance(20_000);
    expect(desk.effects("attempt.invite")).toEqual([]);
  });

  it("for good once its redial has begun: a voice that comes back then changes nothing", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    const inviteId = inviteOf(desk, id);
    lose(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    desk.input({ type: "media.flowChanged", inviteId, isFlowing: true });
    desk.advance(1_000);
    expect(desk.call(id).end).toEqual(rescued);
    expect(desk.calls().at(-1)).toMatchObject({ rescueOf: id, state: "active" });
  });
});

describe("a rescue", () => {
  it("goes on with the note, and with words that arrive only now for the call that was lost", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    desk.command({ type: "call.note", callId: id, text: "Wants the invoice" });
    expect(desk.events.at(-1)).toMatchObject({ type: "call.updated", call: { note: "Wants the invoice" } });
    lose(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    expect(desk.calls().at(-1)?.note).toBe("Wants the invoice");
    desk.command({ type: "call.note", callId: id, text: "Wants the invoice by mail" });
    expect(desk.calls().map(({ note }) => note)).toEqual(["Wants the invoice", "Wants the invoice by mail"]);
    desk.command({ type: "call.hangUp", callId: desk.calls().at(-1)?.id ?? id });
    expect(desk.command({ type: "call.note", callId: id, text: "" })).toMatchObject({ ok: false });
  });

  it("goes on with the time, the mute and the party of the call it rescues, and so does a rescue of the rescue", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    desk.command({ type: "call.mute", callId: id });
    const { atAnswered } = desk.call(id);
    lose(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    expect(desk.calls().at(-1)).toMatchObject({ state: "dialing", atFirstAnswered: atAnswered, muted: true });
    desk.advance(100);
    const again = desk.calls().at(-1);
    expect(again).toMatchObject({ state: "active", atFirstAnswered: atAnswered, muted: true });
    expect(again?.atAnswered).not.toBe(atAnswered);
    expect(desk.effects("dialog.mute").map(({ on }) => on)).toEqual([true, true]);
  });

  it("is offered, and made, as soon as there is a server for it, which is looked for at once", () => {
    const desk = readyDesk();
    desk.sip.crash(backup);
    desk.advance(60_000);
    const id = talkTo(desk, "600");
    lose(desk, id);
    const offer = () => offersRescue(desk.call(id), { ...desk.phone(), calls: [...desk.calls()] });
    expect(offer()).toEqual({ through: null });
    expect(desk.command({ type: "call.rescue", callId: id })).toMatchObject({ ok: false, failure: { kind: "notNow" } });
    serverOf(desk, backup).restart();
    desk.advance(2_500);
    expect(offer()?.through?.id).toBe("backup");
    expect(desk.command({ type: "call.rescue", callId: id })).toMatchObject({ ok: true });
  });

  it("goes nowhere that the dial rules of the other server forbid", () => {
    const server = (id: string, role: string, forbidden: string[]) => ({
      id,
      name: id,
      role,
      url: `wss://${id}.test/ws`,
      domain: `${id}.test`,
      dialing: { forbidden },
    });
    const servers = [server("main", "primary", []), server("backup", "backup", ["^6"])];
    const desk = createSimulatedDesk(1, toConfig({ rescue: "auto" }, { servers }));
    desk.advance(3_000);
    const id = talkTo(desk, "600");
    expect(desk.call(id).rescueServerIds).toEqual(["main"]);
    lose(desk, id);
    expect(offersRescue(desk.call(id), { ...desk.phone(), calls: [...desk.calls()] })).toEqual({ through: null });
    expect(desk.command({ type: "call.rescue", callId: id })).toMatchObject({ ok: false, failure: { kind: "notNow" } });
    desk.advance(30_000);
    expect(desk.call(id).state).toBe("stranded");
    expect(desk.effects("attempt.invite")).toHaveLength(1);
  });

  it.each(["anonymous", "Restricted", "unavailable"])("is never made to %s, which is no number", (name) => {
    const desk = readyDesk();
    const call = ringFrom(desk, name);
    expect(call).toMatchObject({ mayRescue: false, rescueServerIds: [] });
  });

  it("of an emergency call is offered whatever the policy says, and waits for the first server", () => {
    const desk = createSimulatedDesk(1, toConfig({ rescue: "off" }, { dialing: { emergency: ["600"] } }));
    desk.advance(3_000);
    const id = talkTo(desk, "600");
    desk.sip.crash(backup);
    lose(desk, id);
    expect(desk.command({ type: "call.rescue", callId: id })).toMatchObject({ ok: true });
    expect(desk.calls().at(-1)).toMatchObject({ rescueOf: id, state: "dialing" });
    serverOf(desk, backup).restart();
    desk.advance(3_000);
    expect(desk.calls().at(-1)).toMatchObject({ state: "active", serverId: "backup" });
  });

  it("that nobody takes is offered again, and one that the operator gives up is not", () => {
    const desk = readyDesk();
    const id = talkFrom(desk, main, "602");
    lose(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    desk.advance(500);
    const failed = desk.calls().at(-1);
    expect(failed?.end?.reason).toBe("busy");
    expect(desk.command({ type: "call.rescue", callId: failed?.id ?? id })).toMatchObject({ ok: true });
    desk.advance(5);
    const second = desk.calls().at(-1);
    desk.command({ type: "call.hangUp", callId: second?.id ?? id });
    expect(desk.command({ type: "call.rescue", callId: second?.id ?? id })).toMatchObject({ ok: false });
  });

  it("by itself waits until nobody else is spoken to, and takes no held call out of its turn", () => {
    const desk = readyDesk(1, { rescue: "auto" });
    const lost = talkTo(desk, "600");
    const other = talkFrom(desk, backup, "0399999999");
    expect(desk.call(lost).held).toBe(true);
    lose(desk, lost);
    desk.advance(10_000);
    expect(desk.call(lost).state).toBe("stranded");
    desk.command({ type: "call.hangUp", callId: other });
    desk.advance(600);
    expect(desk.call(lost).end).toEqual(rescued);
    expect(desk.calls().at(-1)).toMatchObject({ rescueOf: lost, serverId: "backup" });
  });
});

describe("the party's own call", () => {
  it("before the key rings on the lost call's card, under its time, and the key then answers it", () => {
    const desk = readyDesk();
    const id = talkFrom(desk, main, "0312345678");
    const { atAnswered } = desk.call(id);
    lose(desk, id);
    const own = ringFrom(desk, "0312345678");
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
    lose(desk, id);
    expect(ringFrom(desk, number).rescueOf).toBe(isParty ? id : null);
    expect(desk.call(id).state).toBe(isParty ? "ended" : "stranded");
  });

  it("while the redial rings is answered in its place, on the side that was called", () => {
    const desk = readyDesk();
    const id = talkFrom(desk, main, "601");
    lose(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    desk.advance(1_000);
    const redial = desk.calls().at(-1);
    expect(redial?.state).toBe("ringing");
    ringFrom(desk, "601");
    desk.advance(100);
    expect(desk.call(redial?.id ?? id).end).toEqual(rescued);
    expect(desk.calls().at(-1)).toMatchObject({ direction: "incoming", state: "active", rescueOf: redial?.id });
    expect([...serverOf(desk, backup).calls.values()].map(({ state }) => state)).toEqual(["over"]);
  });

  it("on the side that dialled has 2 s in which the other side may yield, and is answered then", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "603");
    lose(desk, id);
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
    lose(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    desk.advance(100);
    const redial = desk.calls().at(-1);
    ringFrom(desk, "603");
    desk.advance(2_500);
    expect(desk.call(redial?.id ?? id).state).toBe("active");
    expect(desk.calls().at(-1)).toMatchObject({ direction: "incoming", state: "ringing", rescueOf: null });
  });

  it("is answered at once when the redial finds the party busy, which calling here it is", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    lose(desk, id);
    desk.command({ type: "call.rescue", callId: id });
    const redial = desk.calls().at(-1);
    if (redial === undefined) throw new Error("no redial");
    ringFrom(desk, "600");
    const [, attempt] = desk.effects("attempt.invite");
    if (attempt === undefined) throw new Error("no INVITE");
    desk.input({ type: "attempt.rejected", inviteId: attempt.inviteId, code: 486, retryAfterS: null });
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
      lose(desk, id);
      expect(ringFrom(desk, "0399999999").state).toBe("ended");
      expect(ringFrom(desk, "0312345678")).toMatchObject({ state: "ringing", rescueOf: id });
    }
  });
});
