/** Stories of three who talk together, mixed here: on one server or on two, until somebody leaves. */
import { describe, expect, it } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { hearVoice, inviteOf, loseMain, ringFrom, talkTo } from "../simulation/desk-moves.ts";
import { backup, main, readyDesk, type SimulatedDesk } from "../simulation/simulated-desk.ts";

const ok = { ok: true };
const mixed = (desk: SimulatedDesk) => desk.effects("conference.mix").at(-1)?.inviteIds ?? [];
const bothHeld = (desk: SimulatedDesk, ids: readonly CallId[]) => ids.map((id) => desk.call(id).held);

function onCommand(desk: SimulatedDesk, type: "call.hold" | "call.resume" | "call.mute" | "call.hangUp", id: CallId) {
  expect(desk.command({ type, callId: id })).toEqual(ok);
  desk.advance(20);
}

/** The first was dialled through the main server and waits; the second came in through the backup. */
function twoCalls(desk: SimulatedDesk): readonly [CallId, CallId] {
  const first = talkTo(desk, "600");
  const { id } = ringFrom(desk, backup, "0312345678");
  desk.command({ type: "call.answer", callId: id });
  desk.advance(100);
  expect(bothHeld(desk, [first, id])).toEqual([true, false]);
  return [first, id];
}

function threeTogether(desk: SimulatedDesk): readonly [CallId, CallId] {
  const both = twoCalls(desk);
  expect(desk.command({ type: "call.conference", callIds: [...both] })).toEqual(ok);
  desk.advance(20);
  return both;
}

describe("a conference", () => {
  it("takes the held one back and mixes both, though they are on two servers", () => {
    const desk = readyDesk();
    const [first, second] = threeTogether(desk);
    expect(desk.calls()).toMatchObject([
      { serverId: "main", inConference: true, held: false },
      { serverId: "backup", inConference: true, held: false },
    ]);
    expect(mixed(desk)).toEqual([inviteOf(desk, first), inviteOf(desk, second)]);
  });

  it("is held, taken back and muted as one", () => {
    const desk = readyDesk();
    const both = threeTogether(desk);
    const [first, second] = both;
    onCommand(desk, "call.hold", first);
    expect([bothHeld(desk, both), mixed(desk)]).toEqual([[true, true], []]);
    onCommand(desk, "call.resume", second);
    expect([bothHeld(desk, both), mixed(desk).length]).toEqual([[false, false], 2]);
    onCommand(desk, "call.mute", first);
    expect(both.map((id) => desk.call(id).muted)).toEqual([true, true]);
  });

  it("waits as one while another call is answered, and comes back as one", () => {
    const desk = readyDesk();
    const both = threeTogether(desk);
    const { id } = ringFrom(desk, main, "0667778888");
    desk.command({ type: "call.answer", callId: id });
    desk.advance(100);
    expect(bothHeld(desk, [...both, id])).toEqual([true, true, false]);
    onCommand(desk, "call.resume", both[0]);
    expect(bothHeld(desk, [...both, id])).toEqual([false, false, true]);
    expect(mixed(desk)).toHaveLength(2);
  });

  it.each(["they hang up", "the operator drops them"])("is a call again when %s", (how) => {
    const desk = readyDesk();
    const [first, second] = threeTogether(desk);
    if (how === "they hang up") desk.input({ type: "dialog.ended", inviteId: inviteOf(desk, first) });
    else onCommand(desk, "call.hangUp", first);
    expect(desk.call(second)).toMatchObject({ state: "active", inConference: false, held: false });
    expect(mixed(desk)).toEqual([]);
  });

  it("is split: one is talked on with, and the other hears nothing of it", () => {
    const desk = readyDesk();
    const both = threeTogether(desk);
    expect(desk.command({ type: "call.split", callId: both[1] })).toEqual(ok);
    expect(mixed(desk)).toEqual([]);
    desk.advance(20);
    expect(bothHeld(desk, both)).toEqual([true, false]);
    expect(both.map((id) => desk.call(id).inConference)).toEqual([false, false]);
    expect(desk.command({ type: "call.split", callId: both[1] })).toMatchObject({ failure: { kind: "notNow" } });
  });

  it("is left to the two of them where one server has both, and not where it has not", () => {
    const desk = readyDesk();
    const [first, second] = threeTogether(desk);
    const across = desk.command({ type: "call.transferAttended", callId: first, toCallId: second });
    expect(across).toMatchObject({ failure: { message: expect.stringContaining("different servers") } });
    onCommand(desk, "call.hangUp", second);
    const { id } = ringFrom(desk, main, "0312345678");
    desk.command({ type: "call.answer", callId: id });
    desk.advance(100);
    expect(desk.command({ type: "call.conference", callIds: [first, id] })).toEqual(ok);
    desk.advance(20);
    expect(desk.command({ type: "call.transferAttended", callId: first, toCallId: id })).toEqual(ok);
    desk.input({ type: "dialog.transferAnswered", inviteId: inviteOf(desk, first), code: 200 });
    expect([first, id].map((one) => desk.call(one).end?.reason)).toEqual(["transferred", "transferred"]);
    expect(mixed(desk)).toEqual([]);
  });

  it("goes on without the one whose server died, and with him once he is called back", () => {
    const desk = readyDesk();
    const [first, second] = threeTogether(desk);
    loseMain(desk, first);
    expect(mixed(desk)).toEqual([]);
    expect(desk.call(second)).toMatchObject({ state: "active", held: false, inConference: true });
    const reply = desk.command({ type: "call.rescue", callId: first });
    const rescued = reply.ok ? reply.callId : undefined;
    if (rescued === undefined) throw new Error("not rescued");
    desk.advance(500);
    expect(bothHeld(desk, [rescued, second])).toEqual([false, false]);
    expect(mixed(desk)).toEqual([inviteOf(desk, second), inviteOf(desk, rescued)]);
  });

  it("keeps a voice whose signalling alone is lost in the mix, but cannot be split meanwhile", () => {
    const desk = readyDesk();
    const [first, second] = threeTogether(desk);
    hearVoice(desk, first, true);
    desk.sip.crash(main);
    desk.advance(10);
    expect(desk.call(first)).toMatchObject({ state: "active", signalling: "lost" });
    expect(mixed(desk)).toHaveLength(2);
    expect(desk.command({ type: "call.split", callId: second })).toMatchObject({ failure: { kind: "notNow" } });
  });

  it("comes of asking first, which is over with it", () => {
    const desk = readyDesk();
    const first = talkTo(desk, "600");
    const reply = desk.command({ type: "call.consult", callId: first, target: "603" });
    const asked = reply.ok ? reply.callId : undefined;
    if (asked === undefined) throw new Error("nobody was asked");
    desk.advance(2_200);
    expect(desk.command({ type: "call.conference", callIds: [first, asked] })).toEqual(ok);
    expect(desk.call(asked)).toMatchObject({ inConference: true, consultOf: null });
    const refused = { failure: { kind: "notNow" } };
    expect(desk.command({ type: "call.consult", callId: first, target: "601" })).toMatchObject(refused);
    expect(desk.command({ type: "call.transferBlind", callId: first, target: "601" })).toMatchObject(refused);
  });

  it("that is over changes no more when another one begins", () => {
    const desk = readyDesk();
    const [first, second] = threeTogether(desk);
    for (const id of [first, second]) onCommand(desk, "call.hangUp", id);
    const atEnd = desk.events.length;
    const both = twoCalls(desk);
    expect(desk.command({ type: "call.conference", callIds: [...both] })).toEqual(ok);
    const later = desk.events.slice(atEnd).flatMap((event) => ("call" in event ? [event.call.id] : []));
    expect(later).not.toContain(first);
    expect(later).not.toContain(second);
  });

  it("is only of calls that are connected, are here, and are two", () => {
    const desk = readyDesk();
    const first = talkTo(desk, "600");
    const ringing = desk.dial("601");
    desk.advance(100);
    expect(desk.command({ type: "call.conference", callIds: [first, ringing] })).toMatchObject({
      failure: { kind: "notNow", message: "Only calls that are connected can be joined." },
    });
    expect(desk.command({ type: "call.conference", callIds: [first, first] })).toMatchObject({
      failure: { kind: "notNow" },
    });
    const nobody = "gone" as CallId;
    expect(desk.command({ type: "call.conference", callIds: [first, nobody] })).toMatchObject({
      failure: { kind: "noSuchCall" },
    });
  });
});
