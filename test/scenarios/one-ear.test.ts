/** Stories of an operator with several calls at once: one party alone hears him, whatever the calls and servers do. */
import { describe, expect, it } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { hearVoice, inviteOf, loseMain, ringFrom, ringThroughBackup, talkTo } from "../simulation/desk-moves.ts";
import { backup, main, readyDesk, type SimulatedDesk } from "../simulation/simulated-desk.ts";

const rings = "601";
const ok = { ok: true };

/** Who hears the operator, by what the port was told last and the server agreed to. */
function hearers(desk: SimulatedDesk): readonly CallId[] {
  return desk
    .state()
    .calls.filter(({ state, isHeld, inviteId }) => {
      const told = desk.effects("dialog.silence").findLast((effect) => effect.inviteId === inviteId);
      return state === "active" && !isHeld && told?.on !== true;
    })
    .map(({ id }) => id);
}

function ringTo(desk: SimulatedDesk): CallId {
  const id = desk.dial(rings);
  desk.advance(200);
  expect(desk.call(id).state).toBe("ringing");
  return id;
}

function pickUp(desk: SimulatedDesk, id: CallId): void {
  desk.input({ type: "attempt.answered", inviteId: inviteOf(desk, id) });
}

function answer(desk: SimulatedDesk, id: CallId): void {
  expect(desk.command({ type: "call.answer", callId: id })).toEqual(ok);
  desk.advance(100);
  expect(desk.call(id).state).toBe("active");
}

function resume(desk: SimulatedDesk, id: CallId): void {
  expect(desk.command({ type: "call.resume", callId: id })).toEqual(ok);
}

const holdsOf = (desk: SimulatedDesk, id: CallId) =>
  desk
    .effects("dialog.hold")
    .filter(({ inviteId }) => inviteId === inviteOf(desk, id))
    .map(({ on }) => on);

/** The first call's server is lost and its voice goes on; the other call came through the backup and is talked on. */
function answerWhileCut(desk: SimulatedDesk): readonly [CallId, CallId] {
  const first = talkTo(desk, "600");
  hearVoice(desk, first, true);
  desk.sip.openHole(main);
  desk.advance(10_000);
  expect(desk.call(first)).toMatchObject({ state: "active", signalling: "lost", held: false });
  const { id } = ringThroughBackup(desk, "0312345678");
  answer(desk, id);
  return [first, id];
}

describe("a call that is picked up while another is talked on", () => {
  function answerWhileRinging(desk: SimulatedDesk): readonly [CallId, CallId] {
    const dialled = ringTo(desk);
    const { id } = ringThroughBackup(desk, "0312345678");
    answer(desk, id);
    pickUp(desk, dialled);
    return [dialled, id];
  }

  it("comes up held, in the same moment, and is said to wait", () => {
    const desk = readyDesk();
    const [dialled, talking] = answerWhileRinging(desk);
    expect([hearers(desk), holdsOf(desk, dialled)]).toEqual([[talking], [true]]);
    expect(desk.events.at(-1)).toMatchObject({
      type: "call.answered",
      call: { id: dialled, held: true, answeredAside: true },
    });
    desk.advance(100);
    expect(desk.call(dialled)).toMatchObject({ state: "active", held: true, answeredAside: true });
    expect(desk.call(talking)).toMatchObject({ state: "active", held: false, answeredAside: false });
  });

  it("is taken and left again as any held call is", () => {
    const desk = readyDesk();
    const [dialled, talking] = answerWhileRinging(desk);
    desk.advance(100);
    expect(desk.command({ type: "call.swap", callId: dialled })).toEqual(ok);
    expect(hearers(desk)).toEqual([]);
    desk.advance(100);
    expect(hearers(desk)).toEqual([dialled]);
    expect(desk.call(dialled)).toMatchObject({ held: false, answeredAside: false });
    resume(desk, talking);
    desk.advance(100);
    expect(hearers(desk)).toEqual([talking]);
    expect(desk.call(dialled)).toMatchObject({ held: true, answeredAside: false });
  });

  it("can be joined with it", () => {
    const desk = readyDesk();
    const both = answerWhileRinging(desk);
    desk.advance(100);
    expect(desk.command({ type: "call.conference", callIds: [...both] })).toEqual(ok);
    desk.advance(100);
    expect(hearers(desk)).toEqual(both);
    expect(desk.effects("conference.mix").at(-1)?.inviteIds).toEqual(both.map((id) => inviteOf(desk, id)));
  });

  it("waits too where the other one is only being answered", () => {
    const desk = readyDesk();
    const dialled = ringTo(desk);
    const { id } = ringThroughBackup(desk, "0312345678");
    desk.command({ type: "call.answer", callId: id });
    pickUp(desk, dialled);
    expect([desk.call(dialled).held, hearers(desk)]).toEqual([true, []]);
    desk.advance(100);
    expect(hearers(desk)).toEqual([id]);
  });

  it("is talked on where the other one is lost with its server; that one waits should it come back", () => {
    const desk = readyDesk();
    const dialled = desk.dial(rings);
    desk.advance(200);
    const { id } = ringFrom(desk, main, "0312345678");
    answer(desk, id);
    hearVoice(desk, id, false);
    desk.input({
      type: "socket.closed",
      serverId: main,
      connection: desk.state().registrations[0]?.connection ?? 0,
      code: 1006,
    });
    expect(desk.call(id).state).toBe("stranded");
    pickUp(desk, dialled);
    hearVoice(desk, id, true);
    expect([hearers(desk), desk.call(id)]).toMatchObject([[dialled], { state: "active", held: true }]);
  });

  it("is talked on when the operator turned to nobody else, and who is picked up after it waits", () => {
    const desk = readyDesk();
    const first = ringTo(desk);
    const second = ringTo(desk);
    pickUp(desk, first);
    expect(hearers(desk)).toEqual([first]);
    pickUp(desk, second);
    expect([hearers(desk), desk.call(second).answeredAside]).toEqual([[first], true]);
  });

  it("is talked on at once where it is an emergency, whoever is talked to", () => {
    const desk = readyDesk();
    const talking = talkTo(desk, "600");
    const urgent = desk.dial("110");
    resume(desk, talking);
    desk.advance(5);
    pickUp(desk, urgent);
    expect([hearers(desk), desk.call(talking).held]).toEqual([[urgent], true]);
  });
});

describe("a call whose line is lost while its voice goes on", () => {
  it("is silent at once when another one is answered, and is held by its server as soon as that can be told", () => {
    const desk = readyDesk();
    const [first, second] = answerWhileCut(desk);
    expect([hearers(desk), desk.call(first).held, holdsOf(desk, first)]).toEqual([[second], true, []]);
    desk.sip.closeHole(main);
    desk.advance(20_000);
    expect(desk.call(first)).toMatchObject({ state: "active", signalling: "ok", held: true });
    expect([hearers(desk), holdsOf(desk, first)]).toEqual([[second], [true]]);
    resume(desk, first);
    desk.advance(100);
    expect([hearers(desk), holdsOf(desk, first)]).toEqual([[first], [true, false]]);
  });

  it("can be gone back to before the line is there again, and then the other one waits", () => {
    const desk = readyDesk();
    const [first, second] = answerWhileCut(desk);
    expect(desk.command({ type: "call.swap", callId: first })).toEqual(ok);
    expect(desk.call(first)).toMatchObject({ signalling: "lost", held: false });
    desk.advance(100);
    expect(hearers(desk)).toEqual([first]);
    expect(desk.call(second).held).toBe(true);
    desk.sip.closeHole(main);
    desk.advance(20_000);
    expect([hearers(desk), holdsOf(desk, first)]).toEqual([[first], []]);
  });

  it("that its server holds is taken back only once that can be told", () => {
    const desk = readyDesk();
    const first = talkTo(desk, "600");
    desk.command({ type: "call.hold", callId: first });
    desk.advance(100);
    desk.sip.openHole(main);
    desk.advance(10_000);
    expect(desk.command({ type: "call.resume", callId: first })).toMatchObject({
      ok: false,
      failure: { kind: "notNow" },
    });
    expect(desk.call(first).held).toBe(true);
  });
});

describe("a conference", () => {
  function join(desk: SimulatedDesk): readonly CallId[] {
    const first = talkTo(desk, "600");
    hearVoice(desk, first, true);
    const { id } = ringThroughBackup(desk, "0312345678");
    answer(desk, id);
    expect(desk.command({ type: "call.conference", callIds: [first, id] })).toEqual(ok);
    desk.advance(100);
    return [first, id];
  }

  it("stays together and talked on when somebody is picked up beside it, who waits", () => {
    const desk = readyDesk();
    const members = join(desk);
    const dialled = ringTo(desk);
    expect(hearers(desk)).toEqual([]);
    expect(desk.command({ type: "call.resume", callId: members[0] ?? dialled })).toEqual(ok);
    desk.advance(100);
    pickUp(desk, dialled);
    expect([hearers(desk), desk.call(dialled).answeredAside]).toEqual([members, true]);
  });

  it("is silent whole when another call is answered, its member on a lost line too", () => {
    const desk = readyDesk();
    const members = join(desk);
    desk.sip.openHole(main);
    desk.advance(10_000);
    expect(members.map((id) => desk.call(id).signalling)).toEqual(["lost", "ok"]);
    const { id } = ringThroughBackup(desk, "0667778888");
    answer(desk, id);
    expect([hearers(desk), members.map((member) => desk.call(member).held)]).toEqual([[id], [true, true]]);
  });
});

describe("a call that was lost with its server", () => {
  it("comes back held when another one is talked on by then", () => {
    const desk = readyDesk();
    const first = talkTo(desk, "600");
    loseMain(desk, first);
    const { id } = ringThroughBackup(desk, "0312345678");
    answer(desk, id);
    hearVoice(desk, first, true);
    expect(desk.call(first)).toMatchObject({ state: "active", held: true, answeredAside: false });
    expect(hearers(desk)).toEqual([id]);
  });
});

describe("a server that will not hold", () => {
  /** The other call is being talked on when the answer to the first hold comes. */
  function refuse(desk: SimulatedDesk, id: CallId, held: boolean): void {
    desk.input({ type: "dialog.holdAnswered", inviteId: inviteOf(desk, id), held });
  }

  it("leaves its call silent here, says that it waits, and is not asked again and again", () => {
    const desk = readyDesk();
    const first = talkTo(desk, "600");
    const { id } = ringThroughBackup(desk, "0312345678");
    desk.command({ type: "call.answer", callId: id });
    refuse(desk, first, false);
    expect([desk.call(first).held, hearers(desk), holdsOf(desk, first)]).toEqual([true, [], [true]]);
    desk.command({ type: "call.hold", callId: first });
    expect(holdsOf(desk, first)).toEqual([true, true]);
  });

  it("leaves its call held when it will not take it back, and nobody hears what is said then", () => {
    const desk = readyDesk();
    const first = talkTo(desk, "600");
    desk.command({ type: "call.hold", callId: first });
    desk.advance(100);
    resume(desk, first);
    refuse(desk, first, true);
    expect([desk.call(first).held, hearers(desk), holdsOf(desk, first)]).toEqual([true, [], [true, false]]);
    const talking = desk.dial("600");
    desk.advance(200);
    expect(hearers(desk)).toEqual([talking]);
  });

  it("that answers a resume late, when the operator is with somebody else, has it held again", () => {
    const desk = readyDesk();
    const first = talkTo(desk, "600");
    desk.command({ type: "call.hold", callId: first });
    desk.advance(100);
    const { id } = ringFrom(desk, backup, "0312345678");
    resume(desk, first);
    desk.command({ type: "call.answer", callId: id });
    desk.advance(1_000);
    expect([hearers(desk), desk.call(first).held, holdsOf(desk, first)]).toEqual([[id], true, [true, false, true]]);
  });
});

it("A hold that is taken back before the server answered it is taken back there too.", () => {
  const desk = readyDesk();
  const id = talkTo(desk, "600");
  desk.command({ type: "call.hold", callId: id });
  expect([desk.call(id).held, hearers(desk)]).toEqual([true, []]);
  resume(desk, id);
  desk.advance(100);
  expect([desk.call(id).held, hearers(desk), holdsOf(desk, id)]).toEqual([false, [id], [true, false]]);
});
