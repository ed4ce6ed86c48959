/** What stands in a page is painted first, and a page that paints nothing starts all the same. */
import { expect, it } from "vitest";
import { untilFirstFrame } from "../../../../renderer/ui/bridge/first-frame.ts";

function begin() {
  const frames: (() => void)[] = [];
  const timers: { readonly ms: number; readonly run: () => void }[] = [];
  let isOver = false;
  const over = untilFirstFrame({
    beforeFrame: (run) => frames.push(run),
    after: (ms, run) => timers.push({ ms, run }),
  }).then(() => (isOver = true));
  return { frames, timers, over, isOver: async () => (await Promise.resolve(), await Promise.resolve(), isOver) };
}

it("is over behind the first frame, not before it is drawn", async () => {
  const { frames, timers, over, isOver } = begin();
  frames.forEach((run) => run());
  expect(await isOver()).toBe(false);
  timers.filter(({ ms }) => ms === 0).forEach(({ run }) => run());
  expect(await over).toBe(true);
});

it("is over after 100 ms where no frame is drawn", async () => {
  const { timers, over } = begin();
  expect(timers.map(({ ms }) => ms)).toEqual([100]);
  timers.forEach(({ run }) => run());
  expect(await over).toBe(true);
});
