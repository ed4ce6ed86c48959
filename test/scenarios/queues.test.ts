/** The seat in its queues on two servers: one wish, kept in step; what a server missed or did on its own is put right. */
import { describe, expect, it } from "vitest";
import { QueueId } from "../../shared/model/agent.ts";
import { CallId, InviteId } from "../../shared/model/ids.ts";
import { agentDocument } from "../builders/agent-document.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  serverOf,
  toConfig,
  type SimulatedDesk,
} from "../simulation/simulated-desk.ts";
import {
  sales,
  settledMs,
  graceMs,
  both,
  agentDesk,
  readyAgent,
  queuesOf,
  heard,
  clear,
  kindOf,
  queueOf,
  statesOf,
} from "./agent-desk.ts";

const { memberHint: _m, pauseHint: _p, ...darkCodes } = agentDocument.featureCodes;

describe("what the operator wants of a queue", () => {
  it("is done on both servers, once on each, and shown as the servers tell it", () => {
    const desk = agentDesk();
    expect([queueOf(desk).state, queueOf(desk).wanted]).toEqual(["out", "out"]);
    expect(desk.command({ type: "queue.login", queueId: sales })).toEqual({ ok: true });
    desk.advance(2_000);
    expect(heard(desk)).toEqual([["*45500"], ["*45500"]]);
    expect(queueOf(desk)).toEqual({
      id: "500",
      name: "Sales",
      mayLogIn: true,
      mayPause: true,
      state: "ready",
      wanted: "ready",
      reasonId: null,
      servers: both.map((serverId) => ({ serverId, state: "ready", by: "told", repair: "none" })),
      news: null,
    });
  });

  it("is a pause with its reason, another reason, and an end of the pause", () => {
    const desk = readyAgent();
    clear(desk);
    desk.command({ type: "queue.pause", queueId: sales, reason: "1" });
    desk.advance(2_000);
    expect([statesOf(desk), queueOf(desk).reasonId]).toEqual([["paused", "paused"], "1"]);
    desk.command({ type: "queue.pause", queueId: sales, reason: "2" });
    desk.advance(4_000);
    expect(both.map((id) => queuesOf(desk, id).reasonOf("500"))).toEqual(["2", "2"]);
    desk.command({ type: "queue.unpause", queueId: sales });
    desk.advance(4_000);
    expect(heard(desk)).toEqual([
      ["*47500*1", "*47500*2", "*48500"],
      ["*47500*1", "*47500*2", "*48500"],
    ]);
    expect(queueOf(desk).state).toBe("ready");
  });

  it("goes to every queue where none is named, one code after the other", () => {
    const desk = agentDesk();
    desk.command({ type: "queue.login" });
    desk.advance(2_000);
    desk.command({ type: "queue.pause" });
    desk.advance(2_000);
    expect(heard(desk)[0]).toEqual(["*45500", "*45501", "*47500*0", "*47501*0"]);
    const calls = desk.effects("service.call").filter(({ serverId }) => serverId === main);
    expect(calls.map(({ target }) => target)).toEqual(heard(desk)[0]);
  });

  it("is refused where there is no such queue, no such reason, no code, and for a pause of who is out", () => {
    const desk = agentDesk({ featureCodes: { ...agentDocument.featureCodes, login: undefined, logout: undefined } });
    const kinds = [
      desk.command({ type: "queue.pause", queueId: QueueId.parse("999") }),
      desk.command({ type: "queue.pause", queueId: sales, reason: "9" }),
      desk.command({ type: "queue.login", queueId: sales }),
      agentDesk().command({ type: "queue.pause", queueId: sales }),
    ].map(kindOf);
    expect(kinds).toEqual(["noSuchQueue", "notAllowed", "notAllowed", "notNow"]);
  });

  it("makes no call, no card and no sound, and opens no microphone", () => {
    const desk = readyAgent();
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(2_000);
    expect([desk.calls(), desk.effects("tone.play"), desk.effects("microphone.open")]).toEqual([[], [], []]);
    expect(desk.effects("attempt.invite")).toEqual([]);
  });

  it("is done in a call that goes on untouched", () => {
    const desk = readyAgent();
    const callId = desk.dial("600");
    desk.advance(1_000);
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(2_000);
    expect([desk.call(callId).state, desk.call(callId).held, statesOf(desk)]).toEqual([
      "active",
      false,
      ["paused", "paused"],
    ]);
  });
});

describe("a server that was away", () => {
  it("is paused when it is back, for it missed that", () => {
    const desk = readyAgent();
    desk.sip.crash(main);
    desk.advance(1_000);
    desk.command({ type: "queue.pause", queueId: sales, reason: "1" });
    desk.advance(2_000);
    expect(queueOf(desk).servers.map(({ state, repair }) => [state, repair])).toEqual([
      ["unknown", "away"],
      ["paused", "none"],
    ]);
    expect([queueOf(desk).state, queuesOf(desk, main).isPaused("500")]).toEqual(["paused", false]);
    serverOf(desk, main).restart();
    desk.advance(30_000);
    expect([queuesOf(desk, main).reasonOf("500"), queueOf(desk).state, queueOf(desk).news]).toEqual([
      "1",
      "paused",
      null,
    ]);
  });

  it("shows the difference while it is being put right", () => {
    const desk = readyAgent();
    desk.sip.crash(main);
    desk.command({ type: "queue.pause", queueId: sales });
    serverOf(desk, main).restart();
    const seen = new Set<string>();
    for (let ms = 0; ms < 30_000; ms += 100) {
      desk.advance(100);
      const [one] = queueOf(desk).servers;
      if (queueOf(desk).state === "split") seen.add(`${one?.state} ${one?.repair}`);
    }
    expect([...seen]).toEqual(["ready pending"]);
  });

  it("and forgot who its members are is logged in to again, and paused after that", () => {
    const desk = readyAgent();
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(2_000);
    clear(desk);
    desk.sip.crash(main);
    desk.advance(1_000);
    queuesOf(desk, main).setMember("500", false);
    serverOf(desk, main).restart();
    desk.advance(30_000);
    expect(heard(desk)).toEqual([["*45500", "*47500*0"], []]);
    expect(statesOf(desk)).toEqual(["paused", "paused"]);
  });

  it("that says what is wanted already is dialled nothing", () => {
    const desk = readyAgent();
    clear(desk);
    desk.sip.dropSocket(main);
    desk.advance(30_000);
    expect([heard(desk), statesOf(desk)]).toEqual([
      [[], []],
      ["ready", "ready"],
    ]);
  });
});

describe("a pause that nobody here asked for", () => {
  it("after a call that never reached the phone is undone when the server is back, after a grace, and said", () => {
    const desk = readyAgent();
    desk.sip.dropSocket(main);
    queuesOf(desk, main).setPaused("500", true);
    desk.advance(10_000 + graceMs);
    expect(queuesOf(desk, main).isPaused("500")).toBe(false);
    expect(queueOf(desk).news).toMatchObject({ kind: "unpausedAgain", serverId: main });
    expect([queueOf(desk).wanted, queuesOf(desk, backup).heard]).toEqual(["ready", ["*45500"]]);
    desk.advance(61_000);
    expect(queueOf(desk).news).toBeNull();
  });

  it("is undone too when it is told late, over the old connection of a server that was lost", () => {
    for (const restMs of [3_000, 4_000, 6_000, 9_000, 14_000]) {
      const desk = readyAgent();
      desk.sip.openHole(main);
      queuesOf(desk, main).setPaused("500", true);
      desk.advance(restMs);
      const { state } = desk.server(main);
      desk.sip.closeHole(main);
      desk.advance(60_000);
      if (state !== "ready") expect([restMs, statesOf(desk)]).toEqual([restMs, ["ready", "ready"]]);
    }
  });

  it("is said to be undone also where it comes a moment after an order was carried out there", () => {
    const desk = readyAgent({ failover: { subscribeSpreadMs: 0 } });
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(1_000);
    desk.command({ type: "queue.unpause", queueId: sales });
    desk.advance(200);
    desk.sip.dropSocket(main);
    queuesOf(desk, main).setPaused("500", true);
    desk.advance(50);
    desk.command({ type: "server.probe" });
    desk.advance(20_000);
    expect([statesOf(desk), queueOf(desk).news?.kind]).toEqual([["ready", "ready"], "unpausedAgain"]);
  });

  it("after a call that the operator declined is his own too where the server was cut off before it could say so", () => {
    const desk = readyAgent();
    desk.ring(main, "0311111111");
    desk.advance(2_000);
    desk.command({ type: "call.reject", callId: CallId.parse(desk.calls()[0]?.id) });
    desk.advance(50);
    desk.sip.dropSocket(main);
    queuesOf(desk, main).setPaused("500", true);
    desk.advance(14_000);
    expect([queueOf(desk).wanted, queueOf(desk).news?.kind]).toEqual(["paused", "pausedUnanswered"]);
  });

  it.each([
    [
      "declined",
      (desk: SimulatedDesk) => desk.command({ type: "call.reject", callId: CallId.parse(desk.calls()[0]?.id) }),
    ],
    ["let ring out", (desk: SimulatedDesk) => serverOf(desk, main).cancelLeg(InviteId.parse("ring-1"), false)],
  ])("after a call that the operator %s is his own, on every server", (_how, leave) => {
    const desk = readyAgent();
    desk.ring(main, "0311111111");
    desk.advance(2_000);
    leave(desk);
    desk.advance(50);
    queuesOf(desk, main).setPaused("500", true);
    desk.advance(5_000);
    expect([statesOf(desk), queueOf(desk).wanted]).toEqual([["paused", "paused"], "paused"]);
    expect(queueOf(desk).news).toMatchObject({ kind: "pausedUnanswered", serverId: main });
  });

  it("after a call that was offered and taken back in one breath, as from a line that was broken, is undone", () => {
    const desk = readyAgent();
    desk.ring(main, "0311111111");
    desk.advance(50);
    serverOf(desk, main).cancelLeg(InviteId.parse("ring-1"), false);
    queuesOf(desk, main).setPaused("500", true);
    desk.advance(graceMs);
    expect([statesOf(desk), queueOf(desk).news?.kind]).toEqual([["ready", "ready"], "unpausedAgain"]);
  });

  it("after a call that the phone turned away in another call is undone once that is over", () => {
    const desk = createSimulatedDesk(1, toConfig({ callWaiting: "off" }, agentDocument));
    desk.advance(settledMs);
    desk.command({ type: "queue.login", queueId: sales });
    desk.advance(2_000);
    const callId = desk.dial("600");
    desk.advance(1_000);
    desk.ring(main, "0311111111");
    desk.advance(50);
    queuesOf(desk, main).setPaused("500", true);
    desk.advance(60_000);
    expect(statesOf(desk)).toEqual(["paused", "ready"]);
    desk.command({ type: "call.hangUp", callId });
    desk.advance(1_000);
    expect([statesOf(desk), queueOf(desk).news?.kind]).toEqual([["ready", "ready"], "unpausedAgain"]);
  });

  it("and no call before it was made by somebody: it is taken over on every server, not fought", () => {
    const desk = readyAgent();
    clear(desk);
    queuesOf(desk, main).setPaused("500", true);
    desk.advance(4_000);
    expect([statesOf(desk), queueOf(desk).wanted, heard(desk)]).toEqual([
      ["paused", "paused"],
      "paused",
      [[], ["*47500*0"]],
    ]);
    expect(queueOf(desk).news).toMatchObject({ kind: "pausedElsewhere", serverId: main });
  });

  it("on both servers by a supervisor stays, and so does the end that he makes of it, or that he logs the seat out", () => {
    const desk = readyAgent();
    clear(desk);
    for (const id of both) queuesOf(desk, id).setPaused("500", true);
    desk.advance(60_000);
    expect([statesOf(desk), heard(desk)]).toEqual([
      ["paused", "paused"],
      [[], []],
    ]);
    for (const id of both) queuesOf(desk, id).setPaused("500", false);
    desk.advance(2_000);
    expect([queueOf(desk).state, queueOf(desk).news?.kind]).toEqual(["ready", "unpausedElsewhere"]);
    queuesOf(desk, backup).setMember("500", false);
    desk.advance(4_000);
    expect([statesOf(desk), queueOf(desk).news?.kind]).toEqual([["out", "out"], "outElsewhere"]);
  });
});

describe("at the start", () => {
  it("what both servers say is what is wanted, and no code is dialled", () => {
    const desk = agentDesk({}, (fresh) => {
      for (const id of both) queuesOf(fresh, id).setMember("500", true);
      for (const id of both) queuesOf(fresh, id).setPaused("500", true);
    });
    expect([queueOf(desk).state, queueOf(desk).wanted, heard(desk)]).toEqual(["paused", "paused", [[], []]]);
  });

  it("servers that disagree are shown so, and the operator's word decides", () => {
    const desk = agentDesk({}, (fresh) => {
      for (const id of both) queuesOf(fresh, id).setMember("500", true);
      queuesOf(fresh, main).setPaused("500", true);
    });
    expect([queueOf(desk).state, queueOf(desk).wanted, statesOf(desk), heard(desk)]).toEqual([
      "split",
      "unknown",
      ["paused", "ready"],
      [[], []],
    ]);
    desk.command({ type: "queue.unpause", queueId: sales });
    desk.advance(2_000);
    expect([queueOf(desk).state, heard(desk)]).toEqual(["ready", [["*48500"], []]]);
  });
});

describe("a code that comes to nothing", () => {
  it("is dialled again with ever longer waits, five times, and then shown as failed, until the next order", () => {
    const desk = agentDesk();
    queuesOf(desk, main).refusal = { code: 404 };
    desk.command({ type: "queue.login", queueId: sales });
    desk.advance(600_000);
    expect(queuesOf(desk, main).heard).toHaveLength(5);
    expect(queueOf(desk).servers.map(({ state, repair }) => [state, repair])).toEqual([
      ["out", "failed"],
      ["ready", "none"],
    ]);
    queuesOf(desk, main).refusal = null;
    desk.command({ type: "queue.login", queueId: sales });
    desk.advance(2_000);
    expect(statesOf(desk)).toEqual(["ready", "ready"]);
  });

  it("is given up when no answer comes, and hung up when the server does not", () => {
    const desk = agentDesk();
    queuesOf(desk, main).refusal = { code: null };
    queuesOf(desk, backup).hangsUpAfterMs = null;
    desk.command({ type: "queue.login", queueId: sales });
    desk.advance(11_000);
    const ended = desk.decided.flatMap(({ effect }) => (effect.type === "service.end" ? [effect.serverId] : []));
    expect(ended).toEqual([backup, main]);
    expect(statesOf(desk)).toEqual(["out", "ready"]);
  });

  it("that is obeyed and never told by the hint is not dialled for ever either", () => {
    const desk = agentDesk();
    queuesOf(desk, main).isDumb = true;
    desk.command({ type: "queue.login", queueId: sales });
    desk.advance(600_000);
    expect([queuesOf(desk, main).heard.length, queueOf(desk).servers[0]?.repair]).toEqual([5, "failed"]);
  });
});

describe("without hints", () => {
  it("the state is what was last done from here, and is said to be that", () => {
    const desk = agentDesk({ featureCodes: darkCodes });
    expect(statesOf(desk)).toEqual(["unknown", "unknown"]);
    desk.command({ type: "queue.login", queueId: sales });
    desk.advance(2_000);
    expect(queueOf(desk).servers.map(({ state, by }) => [state, by])).toEqual([
      ["ready", "done"],
      ["ready", "done"],
    ]);
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(2_000);
    expect([statesOf(desk), heard(desk)]).toEqual([
      ["paused", "paused"],
      [
        ["*45500", "*47500*0"],
        ["*45500", "*47500*0"],
      ],
    ]);
  });

  it("a server that was away is told what it missed, and no more than that", () => {
    const desk = agentDesk({ featureCodes: darkCodes });
    desk.command({ type: "queue.login", queueId: sales });
    desk.advance(2_000);
    desk.sip.crash(main);
    desk.advance(1_000);
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(1_000);
    serverOf(desk, main).restart();
    desk.advance(30_000);
    expect([queuesOf(desk, main).heard, queueOf(desk).state]).toEqual([["*45500", "*47500*0"], "paused"]);
  });
});
