/** What a whole fleet asks of a server that has just come back, and how long it makes everybody else wait there. */
import { describe, expect, it } from "vitest";
import { decideAgainMs, decidePauseMs, readRefusal } from "../../../../../renderer/engine/core/lamps/pacing.ts";
import { createFixedDice } from "../../../../fakes/fixed-dice.ts";

/** A SUBSCRIBE with its challenge, of one core of a server, ms: assumed to be twice a REGISTER with its own (0.43). */
const workMs = 0.9;
const spreadMs = 2_000;

/** @returns how long each question took that was asked from `fromMs` on, in one line before the server. */
function answerTimes(seats: number, lines: number, forMs: number, fromMs: number): number[] {
  const dice = createFixedDice(5);
  const due: number[][] = Array.from({ length: forMs }, () => []);
  const left = Array.from({ length: seats }, () => lines);
  const put = (seat: number, at: number): void => void due[Math.ceil(at)]?.push(seat);
  for (let seat = 0; seat < seats; seat += 1) put(seat, dice.uniform(0, spreadMs));
  let atFree = 0;
  const times: number[] = [];
  for (let at = 0; at < forMs; at += 1) {
    for (const seat of due[at] ?? []) {
      atFree = Math.max(atFree, at) + workMs;
      const answerMs = atFree - at;
      if (at >= fromMs) times.push(answerMs);
      left[seat] = (left[seat] ?? 0) - 1;
      if ((left[seat] ?? 0) > 0) put(seat, atFree + decidePauseMs(answerMs, dice));
    }
  }
  return times;
}

describe("the lamps of a fleet", () => {
  it("of 3,500 seats with a hundred colleagues each keep a server's other answers under a probe's second", () => {
    const times = answerTimes(3_500, 100, 120_000, 30_000).toSorted((a, b) => a - b);
    expect(times.at(-1)).toBeLessThan(1_000);
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(300);
  });

  it("of one office are all lit within half a minute, and ask no more after that", () => {
    expect(answerTimes(40, 100, 60_000, 35_000)).toEqual([]);
  });

  it("of one seat wait for nothing but their pauses", () => {
    const dice = createFixedDice(7);
    const pauses = Array.from({ length: 100 }, () => decidePauseMs(4, dice));
    expect([Math.min(...pauses) >= 100, Math.max(...pauses) <= 300]).toEqual([true, true]);
  });
});

describe("what is put off", () => {
  it("waits longer each time, at most ten minutes, and never less than it was told", () => {
    const dice = createFixedDice(3);
    const longest = [15_000, 30_000, 60_000, 600_000];
    [0, 1, 2, 30].forEach((failures, index) => {
      const waitMs = decideAgainMs(failures, null, dice);
      const most = longest[index] ?? 0;
      expect(waitMs).toBeGreaterThanOrEqual(most / 2);
      expect(waitMs).toBeLessThanOrEqual(most);
    });
    expect(decideAgainMs(0, 120, dice)).toBe(120_000);
    expect(decideAgainMs(0, 1_000_000, dice)).toBe(3_600_000);
  });

  it.each([
    [423, "tooBrief"],
    [405, "noPackage"],
    [489, "noPackage"],
    [501, "noPackage"],
    [481, "gone"],
    [408, "later"],
    [500, "later"],
    [503, "later"],
    [401, "noResource"],
    [403, "noResource"],
    [404, "noResource"],
    [603, "noResource"],
  ] as const)("%i is %s", (code, refusal) => expect(readRefusal(code)).toBe(refusal));
});
