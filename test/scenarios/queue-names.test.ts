/** Which queue a call comes from, where the servers say so: shown with the call, and the only call that is taken for a queue's. */
import { describe, expect, it } from "vitest";
import { wrapUpDocument } from "../builders/wrap-up-document.ts";
import { hearVoice } from "../simulation/desk-moves.ts";
import { backup, main, type SimulatedDesk } from "../simulation/simulated-desk.ts";
import { both, queuesOf, readyAgent } from "./agent-desk.ts";

const named = { queueHeader: "X-Queue", wrapUp: wrapUpDocument };
const queues = (desk: SimulatedDesk) => desk.calls().map(({ queue }) => queue);

/** Rings through the primary, is answered, and hung up. */
function talk(desk: SimulatedDesk, queue?: string): void {
  desk.ring(main, "0311112222", null, queue);
  desk.advance(200);
  const callId = desk.calls().find(({ state }) => state === "ringing")?.id;
  if (callId === undefined) throw new Error("nothing rings");
  desk.command({ type: "call.answer", callId });
  desk.advance(500);
  desk.command({ type: "call.hangUp", callId });
  desk.advance(1_000);
}

describe("a call that a queue sends", () => {
  it("bears the document's name for a queue whose id the server says, and what the server says of any other", () => {
    const desk = readyAgent(named);
    desk.ring(main, "0311112222", null, "500");
    desk.ring(main, "0333334444", null, "Night shift");
    desk.ring(main, "0355556666");
    desk.advance(200);
    expect(queues(desk)).toEqual(["Sales", "Night shift", null]);
  });

  it("is one call through both servers, also where one of them alone says whose queue it is", () => {
    const desk = readyAgent(named);
    desk.ring(main, "0311112222");
    desk.advance(200);
    desk.ring(backup, "0311112222", null, "500");
    desk.advance(200);
    expect(queues(desk)).toEqual(["Sales"]);
  });

  it("bears it on when it is called back after its server died", () => {
    const desk = readyAgent(named);
    desk.ring(main, "0311112222", null, "500");
    desk.advance(200);
    desk.command({ type: "call.answer", callId: desk.calls()[0]?.id ?? desk.dial("600") });
    desk.advance(2_000);
    desk.sip.crash(main);
    desk.advance(2);
    const lost = desk.calls()[0]?.id ?? desk.dial("600");
    hearVoice(desk, lost, false);
    desk.advance(8_000);
    expect(desk.command({ type: "call.rescue", callId: lost })).toMatchObject({ ok: true });
    expect(desk.calls().find(({ rescueOf }) => rescueOf === lost)?.queue).toBe("Sales");
  });
});

describe("the work after a call", () => {
  it("follows a queue's call alone where the servers say whose it is, and pauses nobody after a colleague's", () => {
    const desk = readyAgent(named);
    talk(desk);
    expect([desk.phone().wrapUp?.now, both.map((id) => queuesOf(desk, id).isPaused("500"))]).toEqual([
      null,
      [false, false],
    ]);
    talk(desk, "500");
    expect(both.map((id) => queuesOf(desk, id).isPaused("500"))).toEqual([true, true]);
  });

  it("follows whatever came in while the seat was in a queue where nothing says so", () => {
    const desk = readyAgent({ wrapUp: wrapUpDocument });
    talk(desk);
    expect(both.map((id) => queuesOf(desk, id).isPaused("500"))).toEqual([true, true]);
  });
});

describe("a pause after a call that was not taken", () => {
  it.each([
    ["a queue's, is taken for that queue's", "500", "pausedUnanswered"],
    ["a colleague's, is somebody else's: no queue pauses for what was none of its calls", undefined, "pausedElsewhere"],
  ])("which was %s", (_whose, queue, news) => {
    const desk = readyAgent(named);
    desk.ring(main, "0311112222", null, queue);
    desk.advance(2_000);
    desk.command({ type: "call.reject", callId: desk.calls()[0]?.id ?? desk.dial("600") });
    desk.advance(50);
    queuesOf(desk, main).setPaused("500", true);
    desk.advance(5_000);
    expect(desk.phone().agent?.queues[0]).toMatchObject({ wanted: "paused", news: { kind: news } });
  });
});
