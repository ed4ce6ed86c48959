/** The work after a call: its reason, and its time, in which every server holds the seat paused by the one wish of all pauses. */
import { describe, expect, it } from "vitest";
import type { WrapUpPolicy } from "../../shared/model/wrap-up-policy.ts";
import { CallId } from "../../shared/model/ids.ts";
import { wrapUpDocument } from "../builders/wrap-up-document.ts";
import { backup, main, serverOf, toConfig, type SimulatedDesk } from "../simulation/simulated-desk.ts";
import { agentDocument } from "../builders/agent-document.ts";
import { agentDesk, both, clear, graceMs, heard, kindOf, queueOf, queuesOf, readyAgent, sales } from "./agent-desk.ts";

const withWrapUp = (change: Partial<WrapUpPolicy> = {}) => ({ wrapUp: { ...wrapUpDocument, ...change } });
const nowOf = (desk: SimulatedDesk) => desk.phone().wrapUp?.now ?? null;
const reasonsOf = (desk: SimulatedDesk) => both.map((id) => queuesOf(desk, id).reasonOf("500"));
const pausedOn = (desk: SimulatedDesk) => both.map((id) => queuesOf(desk, id).isPaused("500"));

/** Rings through the primary and is answered. */
function takeCall(desk: SimulatedDesk, number = "0311112222"): CallId {
  desk.ring(main, number);
  desk.advance(200);
  const { id } = desk.calls().find(({ state }) => state === "ringing") ?? { id: CallId.parse("none") };
  desk.command({ type: "call.answer", callId: id });
  desk.advance(500);
  return id;
}

function hangUp(desk: SimulatedDesk, callId: CallId, waitMs = 1_000): void {
  desk.command({ type: "call.hangUp", callId });
  desk.advance(waitMs);
}

/** A ready agent who has just put down the receiver. */
function afterCall(change: Partial<WrapUpPolicy> = {}): { readonly desk: SimulatedDesk; readonly callId: CallId } {
  const desk = readyAgent(withWrapUp(change));
  clear(desk);
  const callId = takeCall(desk);
  hangUp(desk, callId);
  return { desk, callId };
}

describe("the time after a call of a queue", () => {
  it("pauses the seat on both servers with its reason, and ends by itself on both", () => {
    const { desk, callId } = afterCall();
    expect(nowOf(desk)).toMatchObject({ callId, mayExtend: true, isReasonMissing: false, queueIds: ["500"] });
    expect([(nowOf(desk)?.atUntil ?? 0) - (nowOf(desk)?.atSince ?? 0), reasonsOf(desk)]).toEqual([30_000, ["2", "2"]]);
    expect([queueOf(desk).state, queueOf(desk).reasonId]).toEqual(["paused", "2"]);
    desk.advance(30_000);
    expect([pausedOn(desk), queueOf(desk).state]).toEqual([[false, false], "ready"]);
    desk.advance(6_000);
    expect(nowOf(desk)).toBeNull();
    expect(heard(desk)).toEqual([
      ["*47500*2", "*48500"],
      ["*47500*2", "*48500"],
    ]);
  });

  it("ends with Done at once, and the card with it", () => {
    const { desk } = afterCall();
    expect(desk.command({ type: "wrapUp.done" })).toEqual({ ok: true });
    expect(nowOf(desk)).toBeNull();
    desk.advance(1_000);
    expect(pausedOn(desk)).toEqual([false, false]);
    expect(kindOf(desk.command({ type: "wrapUp.done" }))).toBe("notNow");
  });

  it("is had once more where the document lets it, and not twice", () => {
    const { desk } = afterCall();
    expect(kindOf(desk.command({ type: "wrapUp.extend" }))).toBe("ok");
    expect(kindOf(desk.command({ type: "wrapUp.extend" }))).toBe("notNow");
    desk.advance(40_000);
    expect([pausedOn(desk), nowOf(desk)?.mayExtend]).toEqual([[true, true], false]);
    desk.advance(20_000);
    expect(pausedOn(desk)).toEqual([false, false]);
    expect(kindOf(afterCall({ mayExtend: false }).desk.command({ type: "wrapUp.extend" }))).toBe("notAllowed");
  });

  it("ends when the next call is taken, and begins anew after it", () => {
    const { desk } = afterCall();
    const next = takeCall(desk, "0333334444");
    desk.advance(1_000);
    expect([nowOf(desk), pausedOn(desk)]).toEqual([null, [false, false]]);
    hangUp(desk, next);
    expect([nowOf(desk)?.callId, pausedOn(desk)]).toEqual([next, [true, true]]);
  });

  it("goes on while another call only rings, and while the operator wants no calls", () => {
    const { desk, callId } = afterCall();
    desk.command({ type: "presence.setDnd", on: true });
    desk.command({ type: "presence.setDnd", on: false });
    desk.ring(backup, "0333334444");
    desk.advance(1_000);
    expect([nowOf(desk)?.callId, pausedOn(desk)]).toEqual([callId, [true, true]]);
  });

  it("does not begin while another call is talked in, and the reason is asked for all the same", () => {
    const desk = readyAgent(withWrapUp());
    const first = takeCall(desk);
    const second = takeCall(desk, "0333334444");
    hangUp(desk, first);
    expect([nowOf(desk)?.callId, nowOf(desk)?.atUntil, pausedOn(desk)]).toEqual([first, null, [false, false]]);
    hangUp(desk, second);
    expect([nowOf(desk)?.callId, pausedOn(desk)]).toEqual([second, [true, true]]);
  });
});

describe("a pause that somebody made", () => {
  it("before the call stays after it", () => {
    const desk = readyAgent(withWrapUp());
    desk.command({ type: "queue.pause", reason: "1" });
    desk.advance(2_000);
    hangUp(desk, takeCall(desk));
    desk.advance(40_000);
    expect([reasonsOf(desk), nowOf(desk)]).toEqual([["1", "1"], null]);
  });

  it("in the time after it, as the operator, stays too", () => {
    const { desk } = afterCall();
    desk.command({ type: "queue.pause", reason: "1" });
    desk.advance(40_000);
    expect(reasonsOf(desk)).toEqual(["1", "1"]);
  });

  it("is ended by a supervisor: that wins, and nothing pauses the seat again", () => {
    const { desk } = afterCall();
    desk.advance(4_000);
    queuesOf(desk, main).setPaused("500", false);
    desk.advance(10_000);
    expect([pausedOn(desk), nowOf(desk)?.queueIds]).toEqual([[false, false], []]);
    desk.advance(30_000);
    expect([pausedOn(desk), queueOf(desk).state]).toEqual([[false, false], "ready"]);
  });

  it("is ended by the operator, who takes calls again: the time is over", () => {
    const { desk } = afterCall();
    desk.command({ type: "queue.unpause" });
    desk.advance(1_000);
    expect([pausedOn(desk), nowOf(desk)]).toEqual([[false, false], null]);
  });

  it("is not made in a queue that the seat is not in", () => {
    const { desk } = afterCall();
    expect(both.map((id) => queuesOf(desk, id).heard)).toEqual([["*47500*2"], ["*47500*2"]]);
    expect(queueOf(desk, "501").state).toBe("out");
  });
});

describe("an outage in the middle of it", () => {
  it("a server that was away when it began is paused when it is back in time", () => {
    const desk = readyAgent(withWrapUp({ timeS: 120 }));
    const callId = takeCall(desk);
    desk.sip.openHole(backup);
    desk.advance(10_000);
    hangUp(desk, callId);
    expect(pausedOn(desk)).toEqual([true, false]);
    desk.sip.closeHole(backup);
    desk.command({ type: "server.probe" });
    desk.advance(20_000 + graceMs);
    expect([pausedOn(desk), nowOf(desk)?.callId]).toEqual([[true, true], callId]);
  });

  it("a server that missed its end is ready again once it is back", () => {
    const { desk } = afterCall();
    desk.sip.openHole(backup);
    desk.advance(35_000);
    expect(pausedOn(desk)).toEqual([false, true]);
    desk.sip.closeHole(backup);
    desk.command({ type: "server.probe" });
    desk.advance(25_000 + graceMs);
    expect([pausedOn(desk), queueOf(desk).state, queueOf(desk).news]).toEqual([[false, false], "ready", null]);
  });

  it("a server that missed its end is ready again also where a call it rang here was declined just before", () => {
    const { desk } = afterCall();
    desk.advance(23_000);
    desk.ring(backup, "0333334444");
    desk.advance(500);
    const ringing = desk.calls().find(({ state }) => state === "ringing");
    desk.command({ type: "call.reject", callId: ringing?.id ?? CallId.parse("none") });
    desk.advance(200);
    desk.sip.crash(backup);
    desk.advance(6_000);
    expect(pausedOn(desk)).toEqual([false, true]);
    serverOf(desk, backup).restart();
    desk.command({ type: "server.probe" });
    desk.advance(20_000);
    expect([pausedOn(desk), queueOf(desk).state]).toEqual([[false, false], "ready"]);
  });

  it("an engine that takes over from one that died ends the pause in time, and dials nothing before", () => {
    const { desk: died } = afterCall();
    const now = nowOf(died);
    const desk = agentDesk(withWrapUp(), (fresh) => {
      for (const id of both) {
        queuesOf(fresh, id).setMember("500", true);
        queuesOf(fresh, id).setPaused("500", true);
      }
      const reply = fresh.command({
        type: "wrapUp.restore",
        callId: now?.callId ?? CallId.parse("none"),
        passedMs: 1_000,
        restMs: 20_000,
        mayExtend: true,
        queueIds: [sales],
      });
      expect(reply).toEqual({ ok: true });
    });
    expect([heard(desk), queueOf(desk).state, nowOf(desk)?.queueIds]).toEqual([[[], []], "paused", [sales]]);
    desk.advance(15_000);
    expect([heard(desk), pausedOn(desk)]).toEqual([
      [["*48500"], ["*48500"]],
      [false, false],
    ]);
  });
});

describe("which calls it follows", () => {
  it.each([
    { after: "queueCalls", incoming: true, outgoing: false },
    { after: "incoming", incoming: true, outgoing: false },
    { after: "all", incoming: true, outgoing: true },
  ] as const)("$after: those that came in $incoming, those that were dialled $outgoing", ({ after, ...follows }) => {
    const { desk, callId } = afterCall({ after });
    expect(nowOf(desk)?.callId === callId).toBe(follows.incoming);
    desk.command({ type: "wrapUp.done" });
    const dialled = desk.dial("600");
    desk.advance(2_000);
    hangUp(desk, dialled);
    expect(nowOf(desk)?.callId === dialled).toBe(follows.outgoing);
  });

  it("after a call of a queue, none to whoever is in no queue, and none after a call that nobody took", () => {
    const desk = agentDesk(withWrapUp());
    hangUp(desk, takeCall(desk));
    expect(nowOf(desk)).toBeNull();
    const ready = readyAgent(withWrapUp({ after: "all" }));
    ready.ring(main, "0311112222");
    ready.advance(200);
    ready.command({ type: "call.reject", callId: ready.calls()[0]?.id ?? CallId.parse("none") });
    ready.advance(1_000);
    expect(nowOf(ready)).toBeNull();
  });

  it("none where the document does not say so, and none any more when it stops saying so", () => {
    const plain = readyAgent();
    hangUp(plain, takeCall(plain));
    expect([plain.phone().wrapUp, pausedOn(plain)]).toEqual([null, [false, false]]);
    const { desk } = afterCall();
    desk.input({ type: "configured", config: toConfig({}, agentDocument) });
    desk.advance(4_000);
    expect([desk.phone().wrapUp, pausedOn(desk)]).toEqual([null, [false, false]]);
  });
});

describe("the reason", () => {
  it("is chosen in the call or after it, changed, taken back, and refused where the document has no such one", () => {
    const desk = readyAgent(withWrapUp());
    const callId = takeCall(desk);
    const choose = (reasonId: string | null) => kindOf(desk.command({ type: "call.wrapUp", callId, reasonId }));
    expect([choose("sold"), desk.call(callId).wrapUp]).toEqual(["ok", { id: "sold", name: "Sold" }]);
    hangUp(desk, callId);
    expect([choose("complaint"), desk.call(callId).wrapUp?.id, choose("none")]).toEqual([
      "ok",
      "complaint",
      "notAllowed",
    ]);
    expect([choose(null), desk.call(callId).wrapUp]).toEqual(["ok", null]);
    const types = desk.events.flatMap((event) => ("call" in event && event.call.state === "ended" ? event.type : []));
    expect(types).toEqual(["call.ended", "call.updated", "call.updated"]);
  });

  it("that is needed is asked for after the time, keeps the call, and keeps no other call away", () => {
    const { desk, callId } = afterCall({ isReasonNeeded: true });
    desk.advance(120_000);
    expect(nowOf(desk)).toMatchObject({ callId, atUntil: null, isReasonMissing: true });
    expect([pausedOn(desk), kindOf(desk.command({ type: "wrapUp.done" }))]).toEqual([[false, false], "notNow"]);
    const next = takeCall(desk, "0333334444");
    expect(desk.call(next).state).toBe("active");
    expect(kindOf(desk.command({ type: "call.wrapUp", callId, reasonId: "sold" }))).toBe("ok");
    expect([desk.call(callId).wrapUp?.id, nowOf(desk)?.isReasonMissing]).toEqual(["sold", false]);
    desk.advance(6_000);
    expect([nowOf(desk), desk.calls().map(({ id }) => id)]).toEqual([null, [next]]);
  });

  it("that is needed is not forgotten for the next call: they are asked for one after the other, the oldest first", () => {
    const { desk, callId: first } = afterCall({ isReasonNeeded: true });
    const second = takeCall(desk, "0333334444");
    hangUp(desk, second);
    const choose = (callId: CallId) => kindOf(desk.command({ type: "call.wrapUp", callId, reasonId: "sold" }));
    expect(nowOf(desk)).toMatchObject({ callId: first, waiting: [second], isReasonMissing: true });
    expect([nowOf(desk)?.atUntil === null, pausedOn(desk)]).toEqual([false, [true, true]]);
    expect([choose(first), nowOf(desk)?.callId]).toEqual(["ok", first]);
    desk.advance(6_000);
    expect(nowOf(desk)).toMatchObject({ callId: second, waiting: [], isReasonMissing: true });
    desk.advance(120_000);
    expect([nowOf(desk)?.callId, desk.calls().map(({ id }) => id), pausedOn(desk)]).toEqual([
      second,
      [second],
      [false, false],
    ]);
    expect(choose(second)).toBe("ok");
    desk.advance(6_000);
    expect([nowOf(desk), desk.calls()]).toEqual([null, []]);
  });

  it("that is needed is asked for after each call of a conference that ends as one", () => {
    const desk = readyAgent(withWrapUp({ isReasonNeeded: true }));
    const ids = [takeCall(desk), takeCall(desk, "0333334444")];
    desk.command({ type: "call.conference", callIds: ids });
    desk.advance(1_000);
    for (const id of ids) hangUp(desk, id, 0);
    expect(nowOf(desk)).toMatchObject({ callId: ids[0], waiting: [ids[1]], isReasonMissing: true });
  });

  it("given while others wait brings up the next one with Done at once, and one that waits can be given its own", () => {
    const { desk, callId: first } = afterCall({ isReasonNeeded: true });
    const [second, third] = ["0333334444", "0355556666"].map((number) => {
      const callId = takeCall(desk, number);
      hangUp(desk, callId);
      return callId;
    });
    expect(nowOf(desk)).toMatchObject({ callId: first, waiting: [second, third] });
    desk.command({ type: "call.wrapUp", callId: second ?? first, reasonId: "sold" });
    desk.command({ type: "call.wrapUp", callId: first, reasonId: "sold" });
    expect(nowOf(desk)).toMatchObject({ callId: first, waiting: [third], isReasonMissing: false });
    expect(kindOf(desk.command({ type: "wrapUp.done" }))).toBe("ok");
    expect(nowOf(desk)).toMatchObject({ callId: third, atUntil: null, waiting: [], isReasonMissing: true });
    expect(kindOf(desk.command({ type: "wrapUp.done" }))).toBe("notNow");
  });

  it("that is needed is asked for after ten calls at most: the oldest is let go of, and leaves", () => {
    const desk = readyAgent(withWrapUp({ isReasonNeeded: true, timeS: 0 }));
    const ids = Array.from({ length: 12 }, (_, index) => {
      const callId = takeCall(desk, `03111111${index + 10}`);
      hangUp(desk, callId);
      return callId;
    });
    desk.advance(61_000);
    expect([nowOf(desk)?.callId, ...(nowOf(desk)?.waiting ?? [])]).toEqual(ids.slice(2));
    expect(desk.calls().map(({ id }) => id)).toEqual(ids.slice(2));
  });

  it("that is needed is asked for after Done as well, while the seat takes calls", () => {
    const { desk } = afterCall({ isReasonNeeded: true });
    desk.command({ type: "wrapUp.done" });
    desk.advance(1_000);
    expect([pausedOn(desk), nowOf(desk)?.isReasonMissing]).toEqual([[false, false], true]);
  });

  it("without a time pauses nothing, and is put away after a minute, by Done, or when it was chosen before", () => {
    const { desk, callId } = afterCall({ timeS: 0 });
    expect([nowOf(desk)?.atUntil, pausedOn(desk), heard(desk)]).toEqual([null, [false, false], [[], []]]);
    desk.advance(60_000);
    expect([nowOf(desk), desk.calls()]).toEqual([null, []]);
    const next = takeCall(desk);
    desk.command({ type: "call.wrapUp", callId: next, reasonId: "sold" });
    hangUp(desk, next);
    expect([nowOf(desk), next === callId]).toEqual([null, false]);
    hangUp(desk, takeCall(desk));
    expect([kindOf(desk.command({ type: "wrapUp.done" })), nowOf(desk)]).toEqual(["ok", null]);
  });

  it("and the note may be written after the call, and whoever writes is given the time to", () => {
    const { desk, callId } = afterCall();
    desk.advance(28_900);
    desk.command({ type: "call.note", callId, text: "Wants" });
    desk.advance(4_000);
    expect(pausedOn(desk)).toEqual([false, false]);
    desk.command({ type: "call.note", callId, text: "Wants the invoice" });
    desk.advance(4_000);
    expect([nowOf(desk)?.callId, desk.call(callId).note]).toEqual([callId, "Wants the invoice"]);
    desk.advance(2_000);
    expect([nowOf(desk), kindOf(desk.command({ type: "call.note", callId, text: "" }))]).toEqual([null, "notNow"]);
  });
});
