/** Stories of a call that is given away: at once, after asking, not at all, and what is left when it fails. */
import { describe, expect, it } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { hearVoice, inviteOf, loseMain, ringFrom, talkTo } from "../simulation/desk-moves.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  readyDesk,
  toConfig,
  type SimulatedDesk,
} from "../simulation/simulated-desk.ts";

const ok = { ok: true };
const told = (desk: SimulatedDesk, id: CallId, code: number) =>
  desk.input({ type: "dialog.transferProgressed", inviteId: inviteOf(desk, id), code });
const answered = (desk: SimulatedDesk, id: CallId, code: number | null) =>
  desk.input({ type: "dialog.transferAnswered", inviteId: inviteOf(desk, id), code });
const bye = (desk: SimulatedDesk, id: CallId) => desk.input({ type: "dialog.ended", inviteId: inviteOf(desk, id) });
const give = (desk: SimulatedDesk, callId: CallId, target = "1002") =>
  desk.command({ type: "call.transferBlind", callId, target });

function ask(desk: SimulatedDesk, callId: CallId, target = "601"): CallId {
  const reply = desk.command({ type: "call.consult", callId, target });
  if (!reply.ok || reply.callId === undefined) throw new Error(JSON.stringify(reply));
  return reply.callId;
}

/** A caller waits on hold while somebody else is spoken to. */
function asking(desk: SimulatedDesk): { first: CallId; asked: CallId } {
  const first = talkTo(desk, "600");
  const asked = ask(desk, first, "603");
  desk.advance(2_200);
  expect(desk.call(asked)).toMatchObject({ state: "active", consultOf: first });
  return { first, asked };
}

describe("a call that is given away at once", () => {
  it("tells how far it is, and is over once somebody has it", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    expect(give(desk, id, "10-02")).toEqual(ok);
    expect(desk.effects("dialog.transferBlind")).toMatchObject([{ inviteId: inviteOf(desk, id), target: "1002" }]);
    const to = { number: "1002", name: null };
    const transfer = { kind: "blind", state: "asked", to, toCallId: null, code: null };
    expect(desk.call(id).transfer).toEqual(transfer);
    told(desk, id, 100);
    expect(desk.call(id).transfer).toEqual({ ...transfer, state: "trying" });
    told(desk, id, 180);
    told(desk, id, 100);
    expect(desk.call(id).transfer).toEqual({ ...transfer, state: "ringing" });
    answered(desk, id, 200);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "local", reason: "transferred", code: 200 } });
    expect(desk.effects("tone.play").map(({ tone }) => tone)).not.toContain("ended");
  });

  it.each([403, 404, 486, 501, null])("that came to nothing (%s) goes on, for the server still has it", (code) => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    give(desk, id);
    answered(desk, id, code);
    expect(desk.call(id)).toMatchObject({ state: "active", transfer: { state: "failed", code } });
    expect(desk.effects("dialog.refresh")).toHaveLength(1);
    desk.advance(1_000);
    expect(desk.call(id)).toMatchObject({ state: "active", transfer: { state: "failed" } });
    expect(give(desk, id, "1003")).toEqual(ok);
    expect(desk.call(id).transfer).toMatchObject({ state: "asked", to: { number: "1003" } });
  });

  it("says why it failed for half a minute", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    give(desk, id);
    answered(desk, id, 486);
    desk.advance(29_000);
    expect(desk.call(id).transfer).toMatchObject({ code: 486 });
    desk.advance(1_100);
    expect(desk.call(id)).toMatchObject({ state: "active", transfer: null });
  });

  it("that the server has let go of when it failed is over in words, and can be called back", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    give(desk, id);
    told(desk, id, 100);
    answered(desk, id, 486);
    bye(desk, id);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "server", reason: "transferFailed", code: 486 } });
    const reply = desk.command({ type: "call.rescue", callId: id });
    expect(reply).toMatchObject({ ok: true });
    expect(desk.calls().at(-1)).toMatchObject({ rescueOf: id, remote: { number: "600" } });
  });

  it("whose party hangs up after the failure has just been hung up", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    give(desk, id);
    answered(desk, id, 486);
    desk.advance(1_000);
    bye(desk, id);
    expect(desk.call(id).end).toEqual({ by: "remote", reason: "hungUp", code: null });
  });

  it("is handed over too where the server says BYE instead of telling the end", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    give(desk, id);
    told(desk, id, 100);
    bye(desk, id);
    expect(desk.call(id).end).toEqual({ by: "local", reason: "transferred", code: null });
  });

  it("whose party hangs up before the server took the order has been hung up", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    give(desk, id);
    bye(desk, id);
    expect(desk.call(id).end).toEqual({ by: "remote", reason: "hungUp", code: null });
  });

  it.each([
    ["the order", 33_000, false],
    ["how it goes", 120_000, true],
  ])("is the operator's again when the server says nothing about %s; a late word still counts", (_, ms, isTold) => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    give(desk, id);
    if (isTold) told(desk, id, 180);
    desk.advance(ms - 500);
    expect(desk.call(id).transfer).toMatchObject({ state: isTold ? "ringing" : "asked" });
    desk.advance(1_000);
    expect(desk.call(id)).toMatchObject({ state: "active", transfer: { state: "failed", code: null } });
    answered(desk, id, 200);
    expect(desk.call(id)).toMatchObject({ end: { reason: "transferred" } });
  });

  it("is not given away twice, nor to a number that the rules forbid, nor while its line is lost", () => {
    const forbidden = { dialing: { emergency: ["110"], forbidden: ["^00"] } };
    const desk = createSimulatedDesk(1, toConfig({}, forbidden));
    desk.advance(3_000);
    const id = talkTo(desk, "600");
    expect(give(desk, id, "0081")).toMatchObject({ failure: { kind: "notAllowed" } });
    expect(give(desk, id, "two words")).toMatchObject({ failure: { kind: "badTarget" } });
    expect(give(desk, id, "110")).toEqual(ok);
    expect(give(desk, id)).toMatchObject({ failure: { kind: "notNow" } });
    expect(desk.command({ type: "call.consult", callId: id, target: "601" })).toMatchObject({
      failure: { kind: "notNow" },
    });
    answered(desk, id, 404);
    desk.sip.crash(main);
    desk.advance(10);
    expect(give(desk, id)).toMatchObject({ failure: { kind: "notNow", message: expect.stringContaining("restored") } });
  });

  it("is not redialled by itself when its server dies meanwhile: somebody else may be talking with them", () => {
    const desk = readyDesk(1, { rescue: "auto" });
    const id = talkTo(desk, "600");
    give(desk, id);
    told(desk, id, 180);
    loseMain(desk, id);
    desk.advance(20_000);
    expect(desk.calls().map(({ state }) => state)).toEqual(["stranded"]);
    expect(desk.command({ type: "call.rescue", callId: id })).toMatchObject({ ok: true });
  });
});

describe("a call about which somebody is asked first", () => {
  it("waits on hold, on the server both are on, and is handed over with Replaces", () => {
    const desk = readyDesk();
    const { first, asked } = asking(desk);
    expect(desk.call(first)).toMatchObject({ held: true, serverId: "main" });
    expect(desk.call(asked)).toMatchObject({ held: false, serverId: "main" });
    expect(desk.command({ type: "call.transferAttended", callId: first, toCallId: asked })).toEqual(ok);
    expect(desk.effects("dialog.transferAttended")).toMatchObject([
      { inviteId: inviteOf(desk, first), toInviteId: inviteOf(desk, asked) },
    ]);
    expect(desk.call(first).transfer).toMatchObject({ kind: "attended", to: { number: "603" }, toCallId: asked });
    told(desk, first, 100);
    bye(desk, asked);
    expect(desk.call(asked).end).toEqual({ by: "local", reason: "transferred", code: null });
    answered(desk, first, 200);
    expect(desk.call(first).end).toEqual({ by: "local", reason: "transferred", code: 200 });
  });

  it("leaves no call behind where the server ends only one of the two", () => {
    const desk = readyDesk();
    const { first, asked } = asking(desk);
    const inviteId = inviteOf(desk, asked);
    desk.command({ type: "call.transferAttended", callId: first, toCallId: asked });
    answered(desk, first, 200);
    expect([first, asked].map((id) => desk.call(id).end?.reason)).toEqual(["transferred", "transferred"]);
    expect(desk.effects("dialog.bye")).toEqual([{ type: "dialog.bye", inviteId }]);
  });

  it("leaves both calls as they were when the server will not", () => {
    const desk = readyDesk();
    const { first, asked } = asking(desk);
    desk.command({ type: "call.transferAttended", callId: first, toCallId: asked });
    answered(desk, first, 404);
    desk.advance(100);
    expect(desk.call(first)).toMatchObject({ state: "active", held: true, transfer: { state: "failed", code: 404 } });
    expect(desk.call(asked)).toMatchObject({ state: "active", held: false });
  });

  it("is taken back: the other call ends, answered or not", () => {
    const desk = readyDesk();
    const { first, asked } = asking(desk);
    expect(desk.command({ type: "call.return", callId: asked })).toEqual(ok);
    desk.advance(20);
    expect(desk.call(asked).end).toMatchObject({ by: "local", reason: "hungUp" });
    expect(desk.call(first)).toMatchObject({ state: "active", held: false });
    const ringing = ask(desk, first);
    desk.advance(100);
    expect(desk.call(ringing).state).toBe("ringing");
    expect(desk.command({ type: "call.return", callId: first })).toEqual(ok);
    desk.advance(20);
    expect(desk.call(ringing).end).toMatchObject({ by: "local", reason: "cancelled" });
    expect(desk.call(first)).toMatchObject({ state: "active", held: false });
  });

  it("waits on, unheard, when whoever was asked is busy or hangs up, until the operator returns", () => {
    const desk = readyDesk();
    const first = talkTo(desk, "600");
    const busy = ask(desk, first, "602");
    desk.advance(200);
    expect(desk.call(busy).end).toMatchObject({ reason: "busy" });
    expect(desk.call(first)).toMatchObject({ state: "active", held: true });
    expect(desk.command({ type: "call.return", callId: first })).toEqual(ok);
    desk.advance(20);
    expect(desk.call(first)).toMatchObject({ held: false });
  });

  it("is over when they tire of waiting; whoever was asked is still there", () => {
    const desk = readyDesk();
    const { first, asked } = asking(desk);
    bye(desk, first);
    expect(desk.call(first).end).toMatchObject({ by: "remote", reason: "hungUp" });
    expect(desk.call(asked)).toMatchObject({ state: "active", held: false, consultOf: first });
    const joined = desk.command({ type: "call.transferAttended", callId: first, toCallId: asked });
    expect(joined).toMatchObject({ failure: { kind: "notNow" } });
  });

  it("is over when they hang up while being joined; the other call stays", () => {
    const desk = readyDesk();
    const { first, asked } = asking(desk);
    desk.command({ type: "call.transferAttended", callId: first, toCallId: asked });
    bye(desk, first);
    expect(desk.call(first).end).toMatchObject({ by: "remote", reason: "hungUp" });
    expect(desk.call(asked)).toMatchObject({ state: "active" });
  });

  it("asks through the other server when its own takes no new calls, and is not joined across the two", () => {
    const desk = readyDesk();
    const first = talkTo(desk, "600");
    const calls = desk.call(first);
    expect(calls.serverId).toBe(main);
    const id = ringFrom(desk, backup, "0312345678").id;
    desk.command({ type: "call.answer", callId: id });
    desk.advance(100);
    const across = desk.command({ type: "call.transferAttended", callId: first, toCallId: id });
    expect(across).toMatchObject({
      failure: { kind: "notNow", message: expect.stringContaining("different servers") },
    });
    expect(give(desk, first, "1002")).toEqual(ok);
  });

  it("that is given away without waiting for the answer stops the asking", () => {
    const desk = readyDesk();
    const first = talkTo(desk, "600");
    const asked = ask(desk, first);
    desk.advance(100);
    expect(give(desk, first, "601")).toEqual(ok);
    expect(desk.call(asked).end).toMatchObject({ reason: "cancelled" });
    expect(desk.call(first).transfer).toMatchObject({ kind: "blind", to: { number: "601" } });
  });

  it("asks one at a time, and not about the one that is asked", () => {
    const desk = readyDesk();
    const { first, asked } = asking(desk);
    const refused = { failure: { kind: "notNow" } };
    expect(desk.command({ type: "call.consult", callId: first, target: "601" })).toMatchObject(refused);
    expect(desk.command({ type: "call.consult", callId: asked, target: "601" })).toMatchObject(refused);
    expect(desk.command({ type: "call.transferAttended", callId: first, toCallId: first })).toMatchObject(refused);
  });

  it("stays known by the one that was asked when it is lost with its server and called back", () => {
    const desk = readyDesk();
    const { first, asked } = asking(desk);
    desk.sip.crash(main);
    desk.advance(2);
    for (const id of [first, asked]) hearVoice(desk, id, false);
    const reply = desk.command({ type: "call.rescue", callId: first });
    const rescued = reply.ok ? reply.callId : undefined;
    expect(desk.call(asked)).toMatchObject({ state: "stranded", consultOf: rescued });
  });
});
