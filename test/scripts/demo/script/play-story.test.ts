import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { playStory, type Step, type StepResult } from "../../../../scripts/demo/script/play-story.ts";

const holds = (name: string): Step<string> => ({ name, limitMs: 1_000, play: async (stage) => `${name} on ${stage}` });
const fails: Step<string> = {
  name: "fails",
  limitMs: 1_000,
  play: async () => {
    throw new Error("expected a call; saw none");
  },
};
const hangs: Step<string> = { name: "hangs", limitMs: 30, play: () => new Promise(() => undefined) };

async function play(steps: readonly Step<string>[], options: { limitMs?: number; stopped?: Promise<void> } = {}) {
  const results: StepResult[] = [];
  const held = await playStory({
    stage: "stage",
    steps,
    limitMs: 5_000,
    describe: (stage) => `an empty ${stage}`,
    onResult: (result) => results.push(result),
    stopped: new Promise(() => undefined),
    ...options,
  });
  return { held, results };
}

test("steps are played in order, each told once, and all must hold", async () => {
  expect(await play([holds("first"), holds("second")])).toEqual({
    held: true,
    results: [
      { step: "first", ok: true, ms: expect.any(Number), detail: "first on stage" },
      { step: "second", ok: true, ms: expect.any(Number), detail: "second on stage" },
    ],
  });
});

test("what comes after a failed step is told as not reached, and is not played", async () => {
  expect(await play([holds("first"), fails, holds("last")])).toEqual({
    held: false,
    results: [
      { step: "first", ok: true, ms: expect.any(Number), detail: "first on stage" },
      { step: "fails", ok: false, ms: expect.any(Number), detail: "expected a call; saw none" },
      { step: "last", ok: false, ms: 0, detail: "not reached: fails failed" },
    ],
  });
});

test("a step that does not end fails at its limit, and says what is there", async () => {
  const { held, results } = await play([hangs, holds("last")]);
  expect([held, results.map(({ ok, detail }) => [ok, detail])]).toEqual([
    false,
    [
      [false, "expected the step to end within 30 ms; saw an empty stage"],
      [false, "not reached: hangs failed"],
    ],
  ]);
});

test("no step goes beyond the limit of the story", async () => {
  const slow: Step<string> = { name: "slow", limitMs: 10_000, play: () => sleep(10_000, "late", { ref: false }) };
  const { held, results } = await play([slow], { limitMs: 50 });
  expect([held, results[0]?.ms]).toEqual([false, expect.toSatisfy((ms: number) => ms < 5_000)]);
});

test("somebody who wants it to end is obeyed at once", async () => {
  const { held, results } = await play([{ ...hangs, limitMs: 60_000 }], {
    limitMs: 60_000,
    stopped: Promise.resolve(),
  });
  expect([held, results[0]?.detail]).toEqual([false, "stopped before it ended"]);
});
