/** Stories of one call on two servers: the moments in which its legs cross, and who is taken for whom. */
import { describe, expect, it } from "vitest";
import { InviteId, ServerId } from "../../shared/model/ids.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  readyDesk,
  serverOf,
  toConfig,
  type SimulatedDesk,
} from "../simulation/simulated-desk.ts";
import { answer, ends, firstCall, number, onlyCall, rejections, ring } from "./ringing-desk.ts";

/** Rings on both, answers, and lets the answer arrive. */
function answeredTwins(desk: SimulatedDesk, keyOnMain: string | null, keyOnBackup: string | null): void {
  ring(desk, main, number, keyOnMain);
  ring(desk, backup, number, keyOnBackup);
  answer(desk, onlyCall(desk).id);
  desk.advance(50);
}

describe("which key brought two legs together", () => {
  it.each([
    ["the first", "k1", null],
    ["the second", null, "k1"],
  ])("%s alone had one: they met by their number, so the twin that rings on is never told 486", (_which, a, b) => {
    const desk = readyDesk();
    answeredTwins(desk, a, b);
    desk.advance(4_000);
    expect(rejections(desk)).toEqual([]);
    expect(desk.calls().map((call) => call.state)).toEqual(["active", "ringing"]);
  });

  it("both had the same one: the twin that rings on is told 486, and that the call was answered elsewhere", () => {
    const desk = readyDesk();
    answeredTwins(desk, "k1", "k1");
    desk.advance(4_000);
    expect(desk.effects("leg.reject")).toEqual([
      { type: "leg.reject", inviteId: "ring-2", code: 486, isElsewhere: true },
    ]);
    expect(onlyCall(desk).legs.map((leg) => leg.outcome)).toEqual(["answered", "rejected"]);
  });

  it("a copy that comes after the hang-up is told the same by key, and rings as a new call by number", () => {
    const desk = readyDesk();
    ring(desk, main, number, "k1");
    answer(desk, onlyCall(desk).id);
    desk.advance(1_000);
    desk.command({ type: "call.hangUp", callId: onlyCall(desk).id });
    ring(desk, backup, number, "k1");
    expect(desk.effects("leg.reject")).toMatchObject([{ code: 486, isElsewhere: true }]);
    expect(desk.calls()).toHaveLength(1);
    ring(desk, backup, number);
    expect(desk.calls().map((call) => call.state)).toEqual(["ended", "ringing"]);
    expect(rejections(desk)).toEqual([486]);
  });

  it("a copy of a call that was declined is not told that somebody answered it", () => {
    const desk = readyDesk();
    ring(desk, main, number, "k1");
    desk.command({ type: "call.reject", callId: onlyCall(desk).id });
    ring(desk, backup, number, "k1");
    expect(desk.effects("leg.reject").map(({ isElsewhere }) => isElsewhere === true)).toEqual([false, false]);
  });

  it("one key from three servers is one card, and both twins are let go", () => {
    const third = ServerId.parse("third");
    const { account, servers } = toConfig();
    const [first, second] = servers;
    if (first === undefined || second === undefined) throw new Error("no servers");
    const config = {
      ...toConfig(),
      account,
      servers: [first, second, { ...second, id: third, name: "third", url: "wss://third.test/ws" }],
    };
    const desk = createSimulatedDesk(1, config);
    desk.advance(3_000);
    for (const server of [third, main, backup]) ring(desk, server, number, "k1");
    expect(onlyCall(desk).legs.map((leg) => leg.serverId)).toEqual(["third", "main", "backup"]);
    expect(desk.effects("tone.play")).toHaveLength(1);
    answer(desk, onlyCall(desk).id);
    desk.advance(4_000);
    expect(rejections(desk)).toEqual([486, 486]);
    expect(onlyCall(desk)).toMatchObject({ state: "active", serverId: "third" });
  });
});

describe("a call answered on one server", () => {
  it("takes a twin by number for its own only until 3 s after the answer, however late it came", () => {
    const desk = readyDesk();
    ring(desk, main);
    answer(desk, onlyCall(desk).id);
    desk.advance(2_900);
    ring(desk, backup);
    expect(desk.calls()).toHaveLength(1);
    desk.advance(120);
    expect(desk.calls().map((call) => call.state)).toEqual(["active", "ringing"]);
    expect(rejections(desk)).toEqual([]);
  });

  it("makes no waiting card of the leg of a server that crashed before the backup brought the call", () => {
    const desk = readyDesk();
    ring(desk, main);
    desk.sip.crash(main);
    desk.advance(4_000);
    expect(onlyCall(desk).state).toBe("ringing");
    ring(desk, backup);
    answer(desk, onlyCall(desk).id);
    desk.advance(50);
    serverOf(desk, main).restart();
    desk.advance(30_000);
    expect(onlyCall(desk)).toMatchObject({
      state: "active",
      serverId: "backup",
      legs: [
        { serverId: "main", outcome: "cancelled" },
        { serverId: "backup", outcome: "answered" },
      ],
    });
  });

  it("lets a waiting twin ring on after the hang-up, on a card of its own", () => {
    const desk = readyDesk();
    answeredTwins(desk, null, null);
    desk.command({ type: "call.hangUp", callId: onlyCall(desk).id });
    desk.advance(5);
    expect(desk.calls().map((call) => call.state)).toEqual(["ended", "ringing"]);
    expect(rejections(desk)).toEqual([]);
  });

  it("with call waiting off too: a twin that is another person rings as a waiting card, a third caller is told busy", () => {
    const desk = readyDesk(1, { callWaiting: "off" });
    answeredTwins(desk, null, null);
    desk.advance(3_500);
    expect(desk.calls().map((call) => call.state)).toEqual(["active", "ringing"]);
    for (const server of [main, backup]) ring(desk, server, "0399999999");
    expect(rejections(desk)).toEqual([486, 486]);
    expect(ends(desk)).toEqual([null, null, "callWaitingOff"]);
  });
});

describe("an answer that crosses with a CANCEL", () => {
  it("goes out on the twin that rings on", () => {
    const desk = readyDesk();
    const taken = ring(desk, main);
    ring(desk, backup);
    serverOf(desk, main).cancelLeg(taken, false);
    answer(desk, onlyCall(desk).id);
    desk.advance(50);
    expect(onlyCall(desk)).toMatchObject({ state: "active", serverId: "backup" });
  });

  it("waits for the server the provider moves on to, and the caller is talked to there", () => {
    const desk = readyDesk();
    const taken = ring(desk, main);
    desk.advance(20_000);
    serverOf(desk, main).cancelLeg(taken, false);
    answer(desk, onlyCall(desk).id);
    desk.advance(800);
    expect(onlyCall(desk)).toMatchObject({ state: "ringing", legs: [{ outcome: "cancelled" }] });
    ring(desk, backup);
    desk.advance(50);
    expect(onlyCall(desk)).toMatchObject({ state: "active", serverId: "backup" });
    expect(rejections(desk)).toEqual([]);
  });

  it("is not carried on to whoever rings minutes later: after 4 s the card only waits, and is missed", () => {
    const desk = readyDesk();
    const taken = ring(desk, main);
    serverOf(desk, main).cancelLeg(taken, false);
    answer(desk, onlyCall(desk).id);
    desk.advance(4_500);
    ring(desk, backup);
    desk.advance(50);
    expect(onlyCall(desk).state).toBe("ringing");
    serverOf(desk, backup).cancelLeg(InviteId.parse("ring-2"), false);
    desk.advance(100);
    expect(ends(desk)).toEqual(["missed"]);
  });

  it("is dropped when somebody else answered: nobody is answered twice", () => {
    const desk = readyDesk();
    const taken = ring(desk, main);
    ring(desk, backup);
    serverOf(desk, main).cancelLeg(taken, true);
    answer(desk, onlyCall(desk).id);
    desk.advance(1_000);
    expect(onlyCall(desk)).toMatchObject({
      state: "ringing",
      legs: [{ outcome: "elsewhere" }, { outcome: "ringing" }],
    });
  });
});

describe("an answer that waits for a lost server", () => {
  it("outlasts the 4 s of an ACK: nothing was sent, so nothing is given up while the caller may be there", () => {
    const desk = readyDesk();
    ring(desk, main);
    serverOf(desk, main).freeze();
    desk.sip.dropSocket(main);
    desk.advance(2);
    answer(desk, onlyCall(desk).id);
    desk.advance(9_000);
    expect([onlyCall(desk).state, rejections(desk)]).toEqual(["ringing", []]);
    serverOf(desk, main).thaw();
    desk.advance(6_000);
    expect(onlyCall(desk)).toMatchObject({ state: "active", serverId: "main" });
  });

  it("ends with the reason once the server stayed away for as long as anybody rings, and can be called back", () => {
    const desk = readyDesk();
    ring(desk, main);
    desk.sip.crash(main);
    desk.advance(2);
    answer(desk, onlyCall(desk).id);
    desk.advance(20_100);
    expect(onlyCall(desk)).toMatchObject({ end: { by: "server", reason: "serverLost" }, mayRescue: true });
  });
});

describe("a call answered by somebody else", () => {
  it.each([
    ["before", [true, false]],
    ["after", [false, true]],
  ])(
    "is not missed when one server says so %s the other one just stops",
    (_when, [isOnMain = false, isOnBackup = false]) => {
      const desk = readyDesk();
      const legs = [ring(desk, main), ring(desk, backup)] as const;
      serverOf(desk, main).cancelLeg(legs[0], isOnMain);
      desk.advance(20);
      serverOf(desk, backup).cancelLeg(legs[1], isOnBackup);
      desk.advance(20);
      expect(ends(desk)).toEqual(["answeredElsewhere"]);
    },
  );

  it("waits for no other server", () => {
    const desk = readyDesk();
    serverOf(desk, main).cancelLeg(ring(desk, main), true);
    desk.advance(5);
    expect(ends(desk)).toEqual(["answeredElsewhere"]);
  });
});

describe("a ringing call", () => {
  it.each([
    ["at the same moment", 0],
    ["between two servers", 20_000],
  ])("goes on when do not disturb comes, %s; the next caller is told busy", (_when, ringsMs) => {
    const desk = readyDesk();
    const leg = ring(desk, main);
    desk.advance(ringsMs);
    if (ringsMs > 0) serverOf(desk, main).cancelLeg(leg, false);
    desk.advance(10);
    desk.command({ type: "presence.setDnd", on: true });
    ring(desk, backup);
    expect([onlyCall(desk).state, rejections(desk)]).toEqual(["ringing", []]);
    ring(desk, main, "0399999999");
    expect(rejections(desk)).toEqual([486]);
    answer(desk, firstCall(desk).id);
    desk.advance(50);
    expect(firstCall(desk).state).toBe("active");
  });

  it("of a server that dies is the same card when the other server brings it, and never stops ringing", () => {
    const desk = readyDesk();
    ring(desk, main);
    desk.sip.crash(main);
    desk.advance(3_000);
    ring(desk, backup);
    expect(desk.effects("tone.stop")).toEqual([]);
    answer(desk, onlyCall(desk).id);
    desk.advance(50);
    expect(onlyCall(desk)).toMatchObject({ state: "active", serverId: "backup" });
  });

  it("whose twin arrives while the answer is on its way is one conversation, and the twin has its 3 s", () => {
    const desk = readyDesk();
    ring(desk, main);
    answer(desk, onlyCall(desk).id);
    desk.ring(backup, number);
    desk.advance(2);
    expect(onlyCall(desk).legs).toHaveLength(2);
    desk.advance(50);
    serverOf(desk, backup).cancelLeg(InviteId.parse("ring-2"), false);
    desk.advance(4_000);
    expect([onlyCall(desk).state, ends(desk)]).toEqual(["active", [null]]);
    expect(desk.effects("leg.accept")).toHaveLength(1);
  });

  it("declined with two legs, one of them on a dead socket, is over on both", () => {
    const desk = readyDesk();
    ring(desk, main);
    ring(desk, backup);
    desk.sip.dropSocket(main);
    desk.advance(2);
    desk.command({ type: "call.reject", callId: onlyCall(desk).id });
    desk.advance(90_000);
    expect(rejections(desk)).toEqual([486, 486]);
    expect(desk.events.filter((event) => event.type === "call.ended")).toHaveLength(1);
  });
});
