/** How long a lost server is left alone, in every circumstance. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideRetryDelayMs,
  longestOwedRetryMs,
  notTooSoon,
} from "../../../../../renderer/engine/core/registration/backoff.ts";
import { createFixedDice } from "../../../../fakes/fixed-dice.ts";

describe("the retry delay", () => {
  it("lies between half and all of min(cap, base · 2ⁿ) after the first retry", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 60 }), fc.boolean(), (seed, failures, isAnotherReady) => {
        const delay = decideRetryDelayMs(
          { failures, isAnotherReady, hasCall: false, triesForCall: 0, isEndOwed: false },
          createFixedDice(seed),
        );
        const whole = isAnotherReady
          ? Math.min(120_000, 5_000 * 2 ** Math.min(failures, 10))
          : Math.min(15_000, 1_000 * 2 ** Math.min(failures, 10));
        expect(delay).toBeGreaterThanOrEqual(whole / 2);
        expect(delay).toBeLessThanOrEqual(whole);
      }),
    );
  });

  it("is spread over 10 s at first while another server is ready, and over 1 s while none is", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const spread = decideRetryDelayMs(
          { failures: 0, isAnotherReady: true, hasCall: false, triesForCall: 0, isEndOwed: false },
          createFixedDice(seed),
        );
        expect(spread).toBeGreaterThanOrEqual(500);
        expect(spread).toBeLessThan(10_000);
        const hurried = decideRetryDelayMs(
          { failures: 0, isAnotherReady: false, hasCall: false, triesForCall: 0, isEndOwed: false },
          createFixedDice(seed),
        );
        expect(hurried).toBeLessThan(1_000);
      }),
    );
  });

  it("is short when a call hangs on the server, but not the same for every seat", () => {
    const bounds = [
      [0, 500],
      [500, 1_000],
      [1_000, 1_500],
      [1_000, 1_500],
    ] as const;
    for (const [triesForCall, [low, high]] of [...bounds, bounds[3]].entries()) {
      const delays = Array.from({ length: 200 }, (_, seed) =>
        decideRetryDelayMs(
          { failures: 5, isAnotherReady: true, hasCall: true, triesForCall, isEndOwed: false },
          createFixedDice(seed),
        ),
      );
      const [shortest, longest] = [Math.min(...delays), Math.max(...delays)];
      expect([shortest >= low, longest < high, longest - shortest > 400]).toEqual([true, true, true]);
    }
  });

  it("is 25 s at most while the end of a call is owed there, and spread as ever", () => {
    const delays = Array.from({ length: 200 }, (_, seed) =>
      decideRetryDelayMs(
        { failures: 9, isAnotherReady: true, hasCall: false, triesForCall: 0, isEndOwed: true },
        createFixedDice(seed),
      ),
    );
    expect(Math.max(...delays)).toBeLessThanOrEqual(longestOwedRetryMs);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(10_000);
  });

  it("never lets two tries come closer than 500 ms", () => {
    expect([notTooSoon(1_000, null), notTooSoon(1_000, 800), notTooSoon(2_000, 800)]).toEqual([1_000, 1_300, 2_000]);
  });
});
