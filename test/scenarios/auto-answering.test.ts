/** Stories of a call that its server wants answered by itself: with a beep first, and only where nobody is disturbed. */
import { describe, expect, it } from "vitest";
import { InviteId, type CallId } from "../../shared/model/ids.ts";
import { ringFrom, talkTo } from "../simulation/desk-moves.ts";
import { backup, main, readyDesk, type SimulatedDesk } from "../simulation/simulated-desk.ts";

function offer(desk: SimulatedDesk, answerAfterS: number | null): { id: CallId; inviteId: InviteId } {
  const { connection } = desk.state().registrations.find((one) => one.serverId === main) ?? { connection: 0 };
  const inviteId = InviteId.parse("asked");
  const remote = { number: "0312345678", name: "Paging" };
  desk.input({
    type: "leg.offered",
    serverId: main,
    connection,
    inviteId,
    remote,
    strongKey: null,
    answerAfterS,
    queue: null,
  });
  const call = desk.calls().at(-1);
  if (call === undefined) throw new Error("nothing rings");
  return { id: call.id, inviteId };
}
const allowing = () => readyDesk(1, { autoAnswer: "on" });
const tones = (desk: SimulatedDesk) => desk.effects("tone.play").map(({ tone }) => tone);

describe("a call that asks to be answered by itself", () => {
  it("beeps, says so, and is answered two seconds later without having rung", () => {
    const desk = allowing();
    const { id, inviteId } = offer(desk, 0);
    expect(desk.call(id).atAutoAnswer).toBe(desk.call(id).atStarted + 2_000);
    expect(tones(desk)).toEqual(["attention"]);
    desk.advance(1_990);
    expect(desk.effects("leg.accept")).toEqual([]);
    desk.advance(20);
    expect(desk.effects("leg.accept")).toEqual([{ type: "leg.accept", inviteId }]);
    desk.input({ type: "leg.accepted", inviteId });
    expect(desk.call(id)).toMatchObject({ state: "active", atAutoAnswer: null });
  });

  it("waits as long as its server wants", () => {
    const desk = allowing();
    offer(desk, 5);
    desk.advance(4_900);
    expect(desk.effects("leg.accept")).toEqual([]);
    desk.advance(200);
    expect(desk.effects("leg.accept")).toHaveLength(1);
  });

  it("just rings unless the policy allows it, and where nothing was asked", () => {
    for (const [desk, answerAfterS] of [
      [readyDesk(), 0],
      [allowing(), null],
    ] as const) {
      const { id } = offer(desk, answerAfterS);
      expect([desk.call(id).atAutoAnswer, tones(desk)]).toEqual([null, ["ring"]]);
      desk.advance(6_000);
      expect(desk.effects("leg.accept")).toEqual([]);
    }
  });

  it("just rings while somebody is spoken with, or is about to be", () => {
    const desk = allowing();
    talkTo(desk, "600");
    expect(desk.call(offer(desk, 0).id).atAutoAnswer).toBeNull();
    const other = allowing();
    const { id } = offer(other, 0);
    other.advance(1_000);
    ringFrom(other, backup, "0667778888");
    other.advance(2_000);
    expect(other.call(id)).toMatchObject({ state: "ringing", atAutoAnswer: null });
    expect([other.effects("leg.accept"), tones(other)]).toEqual([[], ["attention", "ring"]]);
  });

  it("can be declined or answered by hand before", () => {
    const desk = allowing();
    const { id } = offer(desk, 0);
    expect(desk.command({ type: "call.reject", callId: id })).toEqual({ ok: true });
    desk.advance(3_000);
    expect(desk.effects("leg.accept")).toEqual([]);
    expect(desk.call(id)).toMatchObject({ end: { reason: "declined" }, atAutoAnswer: null });
  });

  it("is turned away by do not disturb like any other", () => {
    const desk = allowing();
    desk.command({ type: "presence.setDnd", on: true });
    const { id } = offer(desk, 0);
    desk.advance(3_000);
    expect(desk.call(id).end).toMatchObject({ reason: "doNotDisturb" });
    expect(desk.effects("leg.accept")).toEqual([]);
  });
});
