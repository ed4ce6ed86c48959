/** Two clocks, one time: what counts as sleep, what as a clock that was set, and what is told once. */
import { describe, expect, it } from "vitest";
import {
  glance,
  startTimeline,
  toInstant,
  type Glance,
  type Timeline,
} from "../../../../renderer/engine/core/timeline.ts";

const epoch = 1_800_000_000_000;
const hour = 3_600_000;

/** Looks at the clocks after each step; `mono` and `wall` are what passed on either, ms. */
function follow(steps: readonly { mono: number; wall: number; why?: Glance; due?: number }[]) {
  let reading = { monotonic: 1_000, wall: epoch + 1_000 };
  let timeline: Timeline = startTimeline(reading);
  const slept: (number | null)[] = [];
  for (const { mono, wall, why = "other", due } of steps) {
    reading = { monotonic: reading.monotonic + mono, wall: reading.wall + wall };
    const moment = glance(timeline, reading, due ?? null, why);
    timeline = moment.timeline;
    slept.push(moment.sleptMs);
  }
  return { slept, at: toInstant(timeline), epochAtZero: timeline.epochAtZero };
}

describe("a glance at the clocks", () => {
  it("finds nothing while both go on alike, whatever they drift in a second", () => {
    const { slept, at, epochAtZero } = follow([
      { mono: 2_000, wall: 2_300 },
      { mono: 60_000, wall: 59_600 },
    ]);
    expect({ slept, at, epochAtZero }).toEqual({ slept: [null, null], at: 63_000, epochAtZero: epoch });
  });

  it.each([
    ["the monotonic clock stood still", 0],
    ["the monotonic clock went on", 10 * hour],
  ])("counts ten hours between the system's two words: %s", (_how, mono) => {
    const { slept, at, epochAtZero } = follow([
      { mono: 0, wall: 0, why: "suspend" },
      { mono, wall: 10 * hour, why: "resume" },
    ]);
    expect(slept).toEqual([null, mono === 0 ? 10 * hour : 0]);
    expect([at, epochAtZero]).toEqual([1_000 + 10 * hour, epoch]);
  });

  it("notices a sleep that nobody announced by a deadline that passed long ago", () => {
    expect(follow([{ mono: 30_000, wall: 30_000, due: 3_000 }]).slept).toEqual([28_000]);
    expect(follow([{ mono: 6_000, wall: 6_000, due: 3_000 }]).slept).toEqual([null]);
  });

  it("tells one sleep once, whichever sign of it comes first", () => {
    const asleep = { mono: 0, wall: 0, why: "suspend" } as const;
    const alarm = { mono: 30_000, wall: 30_000, due: 3_000 };
    const word = { mono: 500, wall: 500, why: "resume" } as const;
    expect(follow([asleep, alarm, word]).slept).toEqual([null, 28_000, null]);
    expect(follow([alarm, word]).slept).toEqual([28_000, null]);
    expect(follow([asleep, { ...alarm, why: "resume" }, { mono: 500, wall: 500 }]).slept).toEqual([null, 28_000, null]);
    const frozen = { mono: 0, wall: 30_000 };
    expect(follow([asleep, frozen, word]).slept).toEqual([null, 30_000, null]);
  });

  it("tells a second sleep soon after the first", () => {
    const asleep = { mono: 100, wall: 100, why: "suspend" } as const;
    const wake = { mono: 0, wall: 2_000, why: "resume" } as const;
    expect(follow([asleep, wake, asleep, wake]).slept).toEqual([null, 2_000, null, 2_000]);
  });

  it("believes the system's word alone, of a second's sleep that no clock shows", () => {
    expect(follow([{ mono: 1_000, wall: 1_000, why: "resume" }]).slept).toEqual([0]);
  });

  it.each([-24 * hour, -hour, hour, 24 * hour])(
    "counts no time when the wall clock is set by %i ms, and shows the new one",
    (ms) => {
      const { slept, at, epochAtZero } = follow([{ mono: 2_000, wall: 2_000 + ms }]);
      expect([at, epochAtZero]).toEqual([3_000, epoch + ms]);
      // Ahead it looks like a sleep that nobody announced: nothing is believed, though no time is counted.
      expect(slept).toEqual([ms > 0 ? 0 : null]);
    },
  );
});
