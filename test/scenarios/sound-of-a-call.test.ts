/** Stories of how a call sounds: what is shown while it goes on, and what is kept of it. */
import { describe, expect, it } from "vitest";
import type { Quality } from "../../shared/model/call.ts";
import { toPastCall } from "../../shared/model/past-call.ts";
import { inviteOf, talkThroughMain } from "../simulation/desk-moves.ts";
import { readyDesk } from "../simulation/simulated-desk.ts";

const bad: Quality = { mos: 2, lossPct: 30, jitterMs: 40, rttMs: 200 };
const good: Quality = { mos: 4.4, lossPct: 0, jitterMs: 4, rttMs: 30 };

describe("the sound of a call", () => {
  it("is told as it is now, and kept as it was: the mean over its time, its loss of all packets, and its worst", () => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    const measured = (quality: Quality, packets: number) =>
      desk.input({ type: "media.measured", inviteId: inviteOf(desk, id), quality, packets });
    measured(bad, 100);
    measured(good, 100);
    measured(good, 200);
    expect(desk.call(id)).toMatchObject({ quality: good, worstMos: null });
    desk.command({ type: "call.hangUp", callId: id });
    const whole = { quality: { mos: 3.8, lossPct: 7.5, jitterMs: 13, rttMs: 72.5 }, worstMos: 2 };
    expect(desk.call(id)).toMatchObject(whole);
    expect(toPastCall(desk.call(id))).toMatchObject(whole);
  });

  it("is unknown of a call in which nothing was measured", () => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    desk.command({ type: "call.hangUp", callId: id });
    expect(desk.call(id)).toMatchObject({ quality: null, worstMos: null });
  });
});
