/** Stories of incoming calls: whichever server brings one, it rings, once, and nobody is told busy by mistake. */
import { describe, expect, it } from "vitest";
import { backup, main, readyDesk, serverOf } from "../simulation/simulated-desk.ts";
import { onlyCall, ring } from "./ringing-desk.ts";

describe("an incoming call", () => {
  it.each([main, backup])("through %s rings, is answered and acknowledged", (server) => {
    const desk = readyDesk();
    ring(desk, server, "0312345678");
    expect(onlyCall(desk)).toMatchObject({ state: "ringing", direction: "incoming", serverId: server });
    desk.command({ type: "call.answer", callId: onlyCall(desk).id });
    desk.advance(50);
    expect(onlyCall(desk)).toMatchObject({ state: "active", legs: [{ serverId: server, outcome: "answered" }] });
    desk.advance(10_000);
    expect(onlyCall(desk).state).toBe("active");
  });

  it.each([
    ["at the same moment", 0],
    ["a little later", 2_500],
  ])("over both servers %s is one card with two legs, and answering one rejects nobody", (_when, gapMs) => {
    const desk = readyDesk();
    ring(desk, main, "0312345678");
    desk.advance(gapMs);
    const twin = ring(desk, backup, "0312345678");
    expect(onlyCall(desk).legs).toHaveLength(2);
    expect(desk.effects("tone.play")).toEqual([{ type: "tone.play", tone: "ring" }]);
    desk.command({ type: "call.answer", callId: onlyCall(desk).id });
    desk.advance(50);
    expect(desk.effects("leg.reject")).toEqual([]);
    serverOf(desk, backup).cancelLeg(twin, true);
    desk.advance(50);
    expect(onlyCall(desk)).toMatchObject({
      state: "active",
      legs: [
        { serverId: "main", outcome: "answered" },
        { serverId: "backup", outcome: "elsewhere" },
      ],
    });
  });

  it("primary 20 s, then the provider moves on and the backup rings 20 s: one card, one end", () => {
    const desk = readyDesk();
    const first = ring(desk, main, "0312345678");
    desk.advance(20_000);
    serverOf(desk, main).cancelLeg(first, false);
    desk.advance(300);
    expect(onlyCall(desk).state).toBe("ringing");
    expect(desk.effects("tone.stop")).toHaveLength(1);
    const second = ring(desk, backup, "0312345678");
    expect(onlyCall(desk)).toMatchObject({ state: "ringing", serverId: "backup" });
    expect(desk.effects("tone.play").filter((effect) => effect.tone === "ring")).toHaveLength(2);
    desk.advance(20_000);
    serverOf(desk, backup).cancelLeg(second, false);
    desk.advance(100);
    expect(onlyCall(desk)).toMatchObject({ state: "ended", end: { by: "remote", reason: "missed" } });
    expect(desk.events.filter((event) => event.type === "call.ended")).toHaveLength(1);
    expect(desk.events.filter((event) => event.type === "call.offered")).toHaveLength(1);
  });

  it("a caller who gave up is missed once the other server has had its time", () => {
    const desk = readyDesk();
    const leg = ring(desk, main, "0312345678");
    serverOf(desk, main).cancelLeg(leg, false);
    desk.advance(10_100);
    expect(onlyCall(desk)).toMatchObject({ state: "ended", end: { reason: "missed" } });
  });

  it("answered elsewhere is not missed", () => {
    const desk = readyDesk();
    const leg = ring(desk, main, "0312345678");
    serverOf(desk, main).cancelLeg(leg, true);
    desk.advance(5);
    expect(onlyCall(desk)).toMatchObject({ state: "ended", end: { reason: "answeredElsewhere" } });
  });

  it("a weak twin that rings on for 3 s after the answer is another person and gets a waiting card", () => {
    const desk = readyDesk();
    ring(desk, main, "0312345678");
    ring(desk, backup, "0312345678");
    desk.command({ type: "call.answer", callId: onlyCall(desk).id });
    desk.advance(3_100);
    expect(desk.calls().map((call) => call.state)).toEqual(["active", "ringing"]);
    expect(desk.effects("leg.reject")).toEqual([]);
  });

  it("a strong twin that rings on is told 486 within 5 s and never a 6xx", () => {
    const desk = readyDesk();
    ring(desk, main, "0312345678", "call-77");
    ring(desk, backup, "0399999999", "call-77");
    desk.command({ type: "call.answer", callId: onlyCall(desk).id });
    desk.advance(3_100);
    expect(onlyCall(desk).state).toBe("active");
    expect(desk.effects("leg.reject").map((effect) => effect.code)).toEqual([486]);
  });

  it("different callers, withheld numbers and one server twice are never merged", () => {
    const desk = readyDesk();
    ring(desk, main, "0311111111");
    ring(desk, backup, "0322222222");
    ring(desk, main, null);
    ring(desk, backup, null);
    ring(desk, main, "0311111111");
    expect(desk.calls()).toHaveLength(5);
  });

  it("reaches the operator through the backup while in a call on the primary, also when the primary has just died (E1)", () => {
    const desk = readyDesk();
    const talking = desk.dial("600");
    desk.advance(100);
    ring(desk, backup, "0312345678");
    expect(desk.calls().map((call) => call.state)).toEqual(["active", "ringing"]);
    expect(desk.effects("leg.reject")).toEqual([]);
    desk.sip.crash(main);
    desk.advance(5);
    ring(desk, backup, "0355555555");
    expect(desk.calls().map((call) => call.state)).toEqual(["active", "ringing", "ringing"]);
    expect(desk.call(talking).signalling).toBe("lost");
  });

  it("with call waiting off tells other callers 486 on every server while in a call, but never a twin", () => {
    const desk = readyDesk(1, { callWaiting: "off" });
    ring(desk, main, "0312345678");
    ring(desk, backup, "0312345678");
    expect(desk.effects("leg.reject")).toEqual([]);
    const [call] = desk.calls();
    if (call === undefined) throw new Error("no call");
    desk.command({ type: "call.answer", callId: call.id });
    desk.advance(100);
    ring(desk, main, "0366666666");
    expect(desk.effects("leg.reject").map((effect) => effect.code)).toEqual([486]);
    expect(desk.calls().at(-1)).toMatchObject({ state: "ended", end: { reason: "callWaitingOff" } });
  });

  it("do not disturb answers 486 and keeps the call in the list", () => {
    const desk = readyDesk();
    desk.command({ type: "presence.setDnd", on: true });
    ring(desk, main, "0312345678");
    expect(onlyCall(desk)).toMatchObject({ state: "ended", end: { by: "local", reason: "doNotDisturb", code: 486 } });
    expect(desk.effects("tone.play")).toEqual([]);
  });

  it("declining answers every leg with the policy's code", () => {
    const desk = readyDesk(1, { declineCode: 480 });
    ring(desk, main, "0312345678");
    ring(desk, backup, "0312345678");
    desk.command({ type: "call.reject", callId: onlyCall(desk).id });
    expect(desk.effects("leg.reject").map((effect) => effect.code)).toEqual([480, 480]);
    expect(onlyCall(desk).end).toEqual({ by: "local", reason: "declined", code: 480 });
  });

  it("a ringing call whose socket died is answered on the new socket once registered", () => {
    const desk = readyDesk();
    ring(desk, main, "0312345678");
    desk.sip.dropSocket(main);
    desk.advance(2);
    expect(desk.server(main).state).not.toBe("ready");
    desk.command({ type: "call.answer", callId: onlyCall(desk).id });
    desk.advance(1_000);
    expect(onlyCall(desk)).toMatchObject({ state: "active", legs: [{ outcome: "answered" }] });
  });

  it("an answer that fell into a dead socket waits for the server to come back, and the caller is talked to then", () => {
    const desk = readyDesk();
    ring(desk, main, "0312345678");
    serverOf(desk, main).freeze();
    desk.command({ type: "call.answer", callId: onlyCall(desk).id });
    desk.advance(3_000);
    expect(onlyCall(desk)).toMatchObject({ state: "active", signalling: "lost" });
    desk.advance(5_000);
    serverOf(desk, main).thaw();
    desk.advance(15_000);
    expect(onlyCall(desk)).toMatchObject({ state: "active", signalling: "ok" });
  });

  it("an answer that nobody ever acknowledges ends after 20 s", () => {
    const desk = readyDesk();
    ring(desk, main, "0312345678");
    serverOf(desk, main).freeze();
    desk.command({ type: "call.answer", callId: onlyCall(desk).id });
    desk.advance(19_000);
    expect(onlyCall(desk).state).toBe("active");
    desk.advance(1_500);
    expect(onlyCall(desk)).toMatchObject({ state: "ended", end: { by: "server", reason: "signallingLost" } });
  });

  it.each([
    ["weak", null],
    ["strong", "call-78"],
  ])(
    "an answer that fell into a dead socket leaves the %s twin ringing, on a card that can be answered",
    (_kind, key) => {
      const desk = readyDesk();
      ring(desk, main, "0312345678", key);
      ring(desk, backup, "0312345678", key);
      serverOf(desk, main).freeze();
      desk.command({ type: "call.answer", callId: onlyCall(desk).id });
      desk.advance(4_500);
      expect(desk.effects("leg.reject")).toEqual([]);
      const twin = desk.calls().find((call) => call.state === "ringing");
      if (twin === undefined) throw new Error("nothing rings");
      expect(twin).toMatchObject({ serverId: "backup", legs: [{ serverId: "backup", outcome: "ringing" }] });
      desk.command({ type: "call.answer", callId: twin.id });
      desk.advance(100);
      expect(desk.call(twin.id).state).toBe("active");
    },
  );

  it("a ringing call of a crashed server is given up after 20 s, not for ever", () => {
    const desk = readyDesk();
    ring(desk, main, "0312345678");
    desk.sip.crash(main);
    desk.advance(35_000);
    expect(onlyCall(desk).state).toBe("ended");
  });

  it("a missing microphone does not stop the ringing, and answering works once there is one", () => {
    const desk = readyDesk();
    desk.sip.hasMicrophone = false;
    ring(desk, main, "0312345678");
    desk.command({ type: "call.answer", callId: onlyCall(desk).id });
    desk.advance(50);
    expect(onlyCall(desk).state).toBe("ringing");
    desk.sip.hasMicrophone = true;
    desk.command({ type: "call.answer", callId: onlyCall(desk).id });
    desk.advance(50);
    expect(onlyCall(desk).state).toBe("active");
  });

  it("a call that comes in over the backup makes the primary prove itself at once", () => {
    const desk = readyDesk();
    serverOf(desk, main).freeze();
    const before = desk.effects("probe.send").length;
    ring(desk, backup, "0312345678");
    expect(desk.effects("probe.send").length).toBeGreaterThan(before);
    desk.advance(1_100);
    expect(desk.server(main).state).toBe("doubtful");
  });

  it("opens the microphone when it rings and lets it go 10 s after", () => {
    const desk = readyDesk();
    const leg = ring(desk, main, "0312345678");
    expect(desk.effects("microphone.open")).toHaveLength(1);
    serverOf(desk, main).cancelLeg(leg, true);
    desk.advance(9_900);
    expect(desk.effects("microphone.release")).toHaveLength(0);
    desk.advance(200);
    expect(desk.effects("microphone.release")).toHaveLength(1);
  });

  it("a caller with a strong key who was missed and comes round again through the other server rings again", () => {
    const desk = readyDesk();
    const leg = ring(desk, main, "0312345678", "k1");
    serverOf(desk, main).cancelLeg(leg, false);
    desk.advance(11_000);
    expect(onlyCall(desk).end?.reason).toBe("missed");
    ring(desk, backup, "0312345678", "k1");
    expect(desk.calls().map((call) => call.state)).toEqual(["ended", "ringing"]);
    expect(desk.effects("leg.reject")).toEqual([]);
  });

  it("with call waiting off an idle operator is not busy because a caller is between two servers", () => {
    const desk = readyDesk(1, { callWaiting: "off" });
    const leg = ring(desk, main, "0312345678");
    serverOf(desk, main).cancelLeg(leg, false);
    desk.advance(2_000);
    ring(desk, main, "0399999999");
    expect(desk.effects("leg.reject")).toEqual([]);
    expect(desk.calls().at(-1)?.state).toBe("ringing");
  });

  it("turned away by do not disturb it is one row, whichever server brings it next", () => {
    const desk = readyDesk();
    desk.command({ type: "presence.setDnd", on: true });
    ring(desk, main, "0312345678");
    ring(desk, backup, "0312345678");
    expect(onlyCall(desk).end?.reason).toBe("doNotDisturb");
    expect(desk.effects("leg.reject").map((effect) => effect.code)).toEqual([486, 486]);
  });

  it("whose socket blinked is not given up after 20 s while the server still rings it", () => {
    const desk = readyDesk();
    ring(desk, main, "0312345678");
    desk.sip.dropSocket(main);
    desk.advance(30_000);
    expect(onlyCall(desk).state).toBe("ringing");
    expect(desk.effects("leg.reject")).toEqual([]);
  });

  it("whose answer waits for a lost server is answered at once on the twin that arrives", () => {
    const desk = readyDesk();
    ring(desk, main, "0312345678");
    serverOf(desk, main).freeze();
    desk.sip.dropSocket(main);
    desk.advance(2);
    desk.command({ type: "call.answer", callId: onlyCall(desk).id });
    expect(onlyCall(desk).state).toBe("ringing");
    ring(desk, backup, "0312345678");
    desk.advance(50);
    expect(onlyCall(desk)).toMatchObject({ state: "active", serverId: "backup" });
  });

  it("lets the microphone go when the window that prepared a dial dies without a word", () => {
    const desk = readyDesk();
    desk.command({ type: "dial.prepare", typing: true });
    desk.advance(24_000);
    desk.command({ type: "dial.prepare", typing: true });
    desk.advance(34_000);
    expect(desk.effects("microphone.release")).toHaveLength(0);
    desk.advance(1_100);
    expect(desk.effects("microphone.release")).toHaveLength(1);
  });
});
