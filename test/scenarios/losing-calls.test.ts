/** Stories of when a call counts as lost, and of what a rescue of it goes on with, and where it may go. */
import { describe, expect, it } from "vitest";
import { offersRescue } from "../../shared/model/offers-rescue.ts";
import { hearVoice, inviteOf, loseMain, ringThroughBackup, talkFrom, talkTo } from "../simulation/desk-moves.ts";
import { backup, createSimulatedDesk, main, readyDesk, serverOf, toConfig } from "../simulation/simulated-desk.ts";

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
    desk.advance(900);
    const events = desk.events.length;
    const probesFor = () => {
      const before = desk.effects("probe.send").length;
      desk.input({ type: "media.fellQuiet", inviteId: inviteOf(desk, id) });
      return desk.effects("probe.send").length - before;
    };
    expect(probesFor()).toBe(1);
    desk.advance(50);
    expect(probesFor()).toBe(0);
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
    loseMain(desk, id);
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
    loseMain(desk, id);
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
    loseMain(desk, id);
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
    loseMain(desk, id);
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
    loseMain(desk, id);
    expect(offersRescue(desk.call(id), { ...desk.phone(), calls: [...desk.calls()] })).toEqual({ through: null });
    expect(desk.command({ type: "call.rescue", callId: id })).toMatchObject({ ok: false, failure: { kind: "notNow" } });
    desk.advance(30_000);
    expect(desk.call(id).state).toBe("stranded");
    expect(desk.effects("attempt.invite")).toHaveLength(1);
  });

  it.each(["anonymous", "Restricted", "unavailable"])("is never made to %s, which is no number", (name) => {
    const desk = readyDesk();
    const call = ringThroughBackup(desk, name);
    expect(call).toMatchObject({ mayRescue: false, rescueServerIds: [] });
  });

  it("of an emergency call is offered whatever the policy says, and waits for the first server", () => {
    const desk = createSimulatedDesk(1, toConfig({ rescue: "off" }, { dialing: { emergency: ["600"] } }));
    desk.advance(3_000);
    const id = talkTo(desk, "600");
    desk.sip.crash(backup);
    loseMain(desk, id);
    expect(desk.command({ type: "call.rescue", callId: id })).toMatchObject({ ok: true });
    expect(desk.calls().at(-1)).toMatchObject({ rescueOf: id, state: "dialing" });
    serverOf(desk, backup).restart();
    desk.advance(3_000);
    expect(desk.calls().at(-1)).toMatchObject({ state: "active", serverId: "backup" });
  });

  it("that nobody takes is offered again, and one that the operator gives up is not", () => {
    const desk = readyDesk();
    const id = talkFrom(desk, main, "602");
    loseMain(desk, id);
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
    loseMain(desk, lost);
    desk.advance(10_000);
    expect(desk.call(lost).state).toBe("stranded");
    desk.command({ type: "call.hangUp", callId: other });
    desk.advance(600);
    expect(desk.call(lost).end).toEqual(rescued);
    expect(desk.calls().at(-1)).toMatchObject({ rescueOf: lost, serverId: "backup" });
  });
});
