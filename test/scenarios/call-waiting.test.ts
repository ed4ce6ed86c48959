/** Stories of a call that rings while another is talked on: what is heard of it, and when it rings out loud. */
import { describe, expect, it } from "vitest";
import { ringThroughBackup, talkTo } from "../simulation/desk-moves.ts";
import { readyDesk, type SimulatedDesk } from "../simulation/simulated-desk.ts";

const tonesOf = (desk: SimulatedDesk) =>
  desk.decided.flatMap(({ effect }) =>
    effect.type === "tone.play" || effect.type === "tone.stop" ? [`${effect.type.slice(5)} ${effect.tone}`] : [],
  );

function talkAndRing(): { desk: SimulatedDesk; talking: ReturnType<typeof talkTo> } {
  const desk = readyDesk();
  const talking = talkTo(desk, "600");
  ringThroughBackup(desk, "0312345678");
  return { desk, talking };
}

describe("a call that waits", () => {
  it("is told softly while somebody is talked with, and rings once he is on hold", () => {
    const { desk, talking } = talkAndRing();
    expect(tonesOf(desk)).toEqual(["play waiting"]);
    desk.command({ type: "call.hold", callId: talking });
    desk.advance(100);
    expect(tonesOf(desk)).toEqual(["play waiting", "stop waiting", "play ring"]);
    desk.command({ type: "call.resume", callId: talking });
    desk.advance(100);
    expect(tonesOf(desk).slice(3)).toEqual(["stop ring", "play waiting"]);
  });

  it("rings as soon as the other call is over", () => {
    const { desk, talking } = talkAndRing();
    desk.command({ type: "call.hangUp", callId: talking });
    desk.advance(100);
    expect(tonesOf(desk)).toEqual(["play waiting", "stop waiting", "play ring"]);
  });

  it("is silent once it is answered", () => {
    const { desk } = talkAndRing();
    const waiting = desk.calls().find(({ state }) => state === "ringing");
    if (waiting === undefined) throw new Error("nothing waits");
    desk.command({ type: "call.answer", callId: waiting.id });
    desk.advance(100);
    expect(tonesOf(desk)).toEqual(["play waiting", "stop waiting"]);
  });

  it("digits are heard by the operator once for every time they are sent, and not where they are refused", () => {
    const desk = readyDesk();
    const id = talkTo(desk, "600");
    desk.command({ type: "call.sendDtmf", callId: id, digits: "15*" });
    desk.command({ type: "call.hangUp", callId: id });
    desk.command({ type: "call.sendDtmf", callId: id, digits: "9" });
    expect(desk.effects("tone.digits")).toEqual([{ type: "tone.digits", digits: "15*" }]);
  });
});
