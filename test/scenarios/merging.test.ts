/** Stories of callers who come twice: when two legs are one card, and when they are two. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallId, InviteId } from "../../shared/model/ids.ts";
import { backup, main, readyDesk, serverOf } from "../simulation/simulated-desk.ts";
import { answer, ends, firstCall, number, onlyCall, rejections, ring } from "./ringing-desk.ts";

describe("the windows of a weak key", () => {
  it.each([
    ["a gap of 10 s", 9_900, 1],
    ["a gap of more", 10_100, 2],
  ])("%s", (_what, gapMs, cards) => {
    const desk = readyDesk();
    serverOf(desk, main).cancelLeg(ring(desk, main), false);
    desk.advance(gapMs);
    ring(desk, backup);
    expect(desk.calls()).toHaveLength(cards);
    expect(desk.calls().at(-1)?.state).toBe("ringing");
  });

  it.each([
    ["60 s after the first leg began, while it rings", 59_900, 1],
    ["later than that", 60_100, 2],
  ])("a leg %s", (_what, afterMs, cards) => {
    const desk = readyDesk();
    ring(desk, main);
    desk.advance(afterMs - 20);
    ring(desk, backup);
    expect(desk.calls()).toHaveLength(cards);
  });

  it("a caller who gives up and redials through the same server is one missed call and one that rings, at once", () => {
    const desk = readyDesk();
    serverOf(desk, main).cancelLeg(ring(desk, main), false);
    desk.advance(2_000);
    ring(desk, main);
    expect(desk.calls().map(({ state, end }) => [state, end?.reason ?? null])).toEqual([
      ["ended", "missed"],
      ["ringing", null],
    ]);
    answer(desk, desk.calls()[1]?.id ?? CallId.parse("none"));
    desk.advance(50);
    expect(desk.calls()[1]?.state).toBe("active");
  });

  it("a withheld number waits for nothing: given up it is missed at once, and the next one is another call", () => {
    const desk = readyDesk();
    serverOf(desk, main).cancelLeg(ring(desk, main, null), false);
    desk.advance(5);
    expect(ends(desk)).toEqual(["missed"]);
    ring(desk, backup, null);
    expect(desk.calls().map((call) => call.state)).toEqual(["ended", "ringing"]);
  });

  it("takes the name from whichever server knows it", () => {
    const desk = readyDesk();
    ring(desk, main);
    const { connection } = desk.state().registrations.find((one) => one.serverId === backup) ?? { connection: 0 };
    desk.input({
      type: "leg.offered",
      serverId: backup,
      connection,
      inviteId: InviteId.parse("named"),
      remote: { number, name: "Ueda" },
      strongKey: null,
      answerAfterS: null,
      queue: null,
    });
    expect(onlyCall(desk).remote).toEqual({ number, name: "Ueda" });
  });
});

describe("two legs", () => {
  const leg = fc.record({
    server: fc.constantFrom(main, backup),
    from: fc.option(fc.constantFrom("0311111111", "0322222222")),
    key: fc.option(fc.constantFrom("k1", "k2")),
  });

  it("are one card or two, and the twin is refused or not, whichever of them comes first", () => {
    fc.assert(
      fc.property(leg, leg, fc.integer({ min: 0, max: 2_000 }), (one, other, gapMs) => {
        const [forth, back] = [
          [one, other],
          [other, one],
        ].map((legs) => {
          const desk = readyDesk();
          for (const { server, from, key } of legs) {
            ring(desk, server, from, key);
            desk.advance(gapMs);
          }
          const cards = desk.calls().length;
          answer(desk, firstCall(desk).id);
          desk.advance(4_000);
          return {
            cards,
            rejections: rejections(desk),
            ringing: desk.calls().filter(({ state }) => state === "ringing").length,
          };
        });
        expect(forth).toEqual(back);
        const isSameCaller = one.key !== null && other.key !== null ? one.key === other.key : one.from === other.from;
        const mayMerge = one.server !== other.server && isSameCaller && (one.key !== null || one.from !== null);
        if (!mayMerge) expect(forth?.cards).toBe(2);
      }),
      { numRuns: 150 },
    );
  });
});
