/** A pause that the operator asked for and ended is over everywhere, whatever a server still says of it. */
import { describe, expect, it } from "vitest";
import { main } from "../simulation/simulated-desk.ts";
import { graceMs, queueOf, queuesOf, readyAgent, sales, statesOf } from "./agent-desk.ts";

describe("a pause of the operator's own that is over", () => {
  it.each([
    ["whose end a server missed", false],
    ["that a server tells late, over a new connection", true],
  ])("%s is ended there in a call as well, and nobody is said to have made it", (_how, isToldLate) => {
    const desk = readyAgent({ failover: { subscribeSpreadMs: 0 } });
    const callId = desk.dial("600");
    desk.advance(1_000);
    queuesOf(desk, main).isDumb = isToldLate;
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(500);
    queuesOf(desk, main).isDumb = false;
    desk.sip.dropSocket(main);
    queuesOf(desk, main).setPaused("500", true);
    desk.command({ type: "queue.unpause", queueId: sales });
    desk.advance(50);
    desk.command({ type: "server.probe" });
    desk.advance(graceMs);
    expect([statesOf(desk), queueOf(desk).news]).toEqual([["ready", "ready"], null]);
    expect([queuesOf(desk, main).isPaused("500"), desk.call(callId).state]).toEqual([false, "active"]);
  });
});

describe("a pause that a server made for a call it could not deliver", () => {
  it("is said to be undone also where the line broke again before that", () => {
    const desk = readyAgent({ failover: { subscribeSpreadMs: 0 } });
    desk.sip.dropSocket(main);
    queuesOf(desk, main).setPaused("500", true);
    desk.command({ type: "server.probe" });
    while (statesOf(desk)[0] !== "paused") desk.advance(20);
    desk.sip.dropSocket(main);
    desk.command({ type: "server.probe" });
    desk.advance(20_000);
    expect([statesOf(desk), queueOf(desk).news?.kind]).toEqual([["ready", "ready"], "unpausedAgain"]);
  });

  it("is told from the operator's own before it, whose end the server obeyed and did not come to tell", () => {
    const desk = readyAgent({ failover: { subscribeSpreadMs: 0 } });
    desk.command({ type: "queue.pause", queueId: sales });
    desk.advance(5_000);
    queuesOf(desk, main).isDumb = true;
    desk.command({ type: "queue.unpause", queueId: sales });
    desk.advance(500);
    queuesOf(desk, main).isDumb = false;
    desk.sip.openHole(main);
    queuesOf(desk, main).setPaused("500", true);
    desk.advance(10_000);
    desk.sip.closeHole(main);
    desk.advance(40_000);
    expect([statesOf(desk), queueOf(desk).news?.kind]).toEqual([["ready", "ready"], "unpausedAgain"]);
  });
});
