/** Stories of calls that are ended while their server cannot hear of it. */
import { describe, expect, it } from "vitest";
import { talkTo } from "../simulation/desk-moves.ts";
import { main, readyDesk, type SimulatedDesk, serverOf } from "../simulation/simulated-desk.ts";

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

const outagesMs = [20_000, 75_000, 200_000];

describe("a call that is ended in the outage of its server, while another is ready", () => {
  it.each(outagesMs)("is over for its callee within 31 s of the server's return after %i ms", (outageMs) => {
    const late = seeds.map((seed) => {
      const desk = deskThatHungUp(seed);
      desk.advance(outageMs);
      desk.sip.closeHole(main);
      return millisecondsUntilFree(desk);
    });
    expect(Math.max(...late)).toBeLessThanOrEqual(31_000);
  });

  it("has its server tried every half minute for ten minutes, and ever more rarely afterwards", () => {
    for (const seed of seeds) {
      const desk = deskThatHungUp(seed);
      const inTenMinutes = triesIn(desk, 600_000);
      expect(inTenMinutes).toBeGreaterThanOrEqual(16);
      expect(inTenMinutes).toBeLessThanOrEqual(50);
      desk.advance(120_000);
      expect(triesIn(desk, 600_000)).toBeLessThanOrEqual(13);
    }
  });

  it("is owed no more once the server has answered", () => {
    for (const seed of seeds) {
      const desk = deskThatHungUp(seed);
      desk.sip.closeHole(main);
      desk.advance(120_000);
      expect(desk.server(main).state).toBe("ready");
      desk.sip.openHole(main);
      desk.advance(240_000);
      expect(triesIn(desk, 240_000)).toBeLessThanOrEqual(6);
    }
  });
});

/** The socket that carried the call is gone, so the BYE waits for another. */
function deskThatHungUp(seed: number): SimulatedDesk {
  const desk = readyDesk(seed);
  const id = talkTo(desk, "600");
  desk.advance(5_000);
  desk.sip.openHole(main);
  desk.sip.dropSocket(main);
  desk.advance(2_000);
  desk.command({ type: "call.hangUp", callId: id });
  return desk;
}

function triesIn(desk: SimulatedDesk, ms: number): number {
  const before = desk.effects("socket.open").length;
  desk.advance(ms);
  return desk.effects("socket.open").length - before;
}

function millisecondsUntilFree(desk: SimulatedDesk): number {
  const stepMs = 500;
  const isUp = () => [...serverOf(desk, main).calls.values()].some(({ state }) => state === "up");
  let waitedMs = 0;
  while (isUp() && waitedMs < 200_000) {
    desk.advance(stepMs);
    waitedMs += stepMs;
  }
  return waitedMs;
}
