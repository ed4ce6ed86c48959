/** Two Tandems lose the same call: one conversation comes of it, whoever redials, and however their calls cross. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { backup, main, type SimulatedDesk } from "../simulation/simulated-desk.ts";
import { callsUp, createTwoDesks, type TwoDesks } from "../simulation/two-desks.ts";

const heard = { anna: 1_500, ben: 1_600 };

function press(desk: SimulatedDesk, callId: CallId): void {
  desk.command({ type: "call.rescue", callId });
}

function answer(desk: SimulatedDesk): void {
  const ringing = desk.calls().find(({ direction, state }) => direction === "incoming" && state === "ringing");
  if (ringing !== undefined) desk.command({ type: "call.answer", callId: ringing.id });
}

/** What each has in hand: one call, to the other, in a state. */
function inHand({ anna, ben }: TwoDesks) {
  const look = (desk: SimulatedDesk) =>
    callsUp(desk).map(({ direction, state, serverId }) => `${direction} ${state} through ${serverId}`);
  return { anna: look(anna), ben: look(ben) };
}

const together = {
  anna: ["outgoing active through backup"],
  ben: ["incoming active through backup"],
};

describe("two Tandems that lose the same call", () => {
  it("under policy auto: the side that dialled redials, the other waits and is rung on the same card", () => {
    const desks = createTwoDesks(1, { anna: { rescue: "auto" }, ben: { rescue: "auto" } });
    const lost = desks.talk();
    desks.killMain(heard);
    // The loss, and the 1.5 s over which redials that nobody asked for are spread.
    desks.advance(3_200);
    expect(inHand(desks)).toEqual({
      anna: ["outgoing ringing through backup"],
      ben: ["incoming ringing through backup"],
    });
    expect(callsUp(desks.ben)[0]?.rescueOf).toBe(lost.ben);
    answer(desks.ben);
    desks.advance(10_000);
    expect(inHand(desks)).toEqual(together);
    expect(desks.ben.effects("attempt.invite")).toEqual([]);
    expect(desks.countUp(backup)).toBe(1);
  });

  it("and both press in the same instant: the side that was called yields, and its call is answered", () => {
    const desks = createTwoDesks(1, { anna: {}, ben: {} });
    const lost = desks.talk();
    desks.killMain(heard);
    desks.advance(2_000);
    press(desks.anna, lost.anna);
    press(desks.ben, lost.ben);
    desks.advance(500);
    expect(inHand(desks)).toEqual(together);
    desks.advance(10_000);
    expect(inHand(desks)).toEqual(together);
    expect(desks.countUp(backup)).toBe(1);
    expect(desks.ben.effects("attempt.cancel")).toHaveLength(1);
  });

  it("and the called side presses first, while the other does not: its call rings on the other's card", () => {
    const desks = createTwoDesks(1, { anna: {}, ben: {} });
    const lost = desks.talk();
    desks.killMain(heard);
    desks.advance(2_000);
    press(desks.ben, lost.ben);
    desks.advance(1_000);
    expect(callsUp(desks.anna)).toMatchObject([{ direction: "incoming", state: "ringing", rescueOf: lost.anna }]);
    press(desks.anna, lost.anna);
    desks.advance(500);
    expect(inHand(desks)).toEqual({
      anna: ["incoming active through backup"],
      ben: ["outgoing active through backup"],
    });
    expect(desks.anna.effects("attempt.invite")).toHaveLength(1);
  });

  it("and one of them notices later, when the other's call rings already: it is joined then", () => {
    const desks = createTwoDesks(1, { anna: { rescue: "auto" }, ben: { callWaiting: "off" } });
    const lost = desks.talk();
    desks.killMain({ anna: 1_500, ben: 4_000 });
    // Redials that nobody asked for are spread over 1.5 s.
    desks.advance(3_200);
    expect(callsUp(desks.ben).map(({ state }) => state)).toEqual(["active", "ringing"]);
    desks.advance(1_300);
    expect(callsUp(desks.ben)).toMatchObject([{ state: "ringing", rescueOf: lost.ben }]);
    answer(desks.ben);
    desks.advance(500);
    expect(inHand(desks)).toEqual(together);
  });

  it("come together again whatever their policies, however late each notices and whenever each presses", () => {
    const policy = fc.record({
      rescue: fc.constantFrom("ask" as const, "auto" as const),
      callWaiting: fc.constantFrom("on" as const, "off" as const),
    });
    const ms = fc.integer({ min: 0, max: 400 }).map((steps) => steps * 10);
    const story = fc.record({
      seed: fc.nat(1_000),
      policies: fc.record({ anna: policy, ben: policy }),
      silent: fc.record({ anna: ms, ben: ms }),
      /** After each has noticed the loss, or after both have, in the same instant. */
      presses: fc.oneof(
        fc.record({ anna: fc.option(ms), ben: fc.option(ms), isTogether: fc.constant(false) }),
        ms.map((at) => ({ anna: at, ben: at, isTogether: true })),
      ),
      reactionMs: fc.integer({ min: 10, max: 3_000 }),
    });
    fc.assert(
      fc.property(story, ({ seed, policies, silent, presses, reactionMs }) => {
        const desks = createTwoDesks(seed, policies);
        const lost = desks.talk();
        desks.killMain({ anna: 1_000 + silent.anna, ben: 1_000 + silent.ben });
        for (const who of ["anna", "ben"] as const) {
          const wait = presses[who];
          const noticedMs = 1_000 + (presses.isTogether ? Math.max(silent.anna, silent.ben) : silent[who]);
          if (wait !== null) desks[who].after(noticedMs + wait, () => press(desks[who], lost[who]));
          for (let at = 0; at < 18_000; at += 500) desks[who].after(at + reactionMs, () => answer(desks[who]));
        }
        desks.advance(20_000);
        expect(desks.countUp(main)).toBe(0);
        const isAsked = (who: "anna" | "ben") => desks[who].effects("attempt.invite").length > (who === "anna" ? 1 : 0);
        const isRescued = isAsked("anna") || isAsked("ben");
        const shown = inHand(desks);
        expect(shown.anna).toEqual([expect.stringMatching(isRescued ? /active through backup$/ : /stranded/)]);
        expect(shown.ben).toEqual([expect.stringMatching(isRescued ? /active through backup$/ : /stranded/)]);
        expect(desks.countUp(backup)).toBe(isRescued ? 1 : 0);
      }),
      { numRuns: 40 },
    );
  });
});
