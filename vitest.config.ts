/** Which tests run where: plain Node side by side first, then a real Chromium, then two real Asterisk servers. */
import { randomInt } from "node:crypto";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** One seed for every property of a run; TANDEM_SEED repeats a run that failed. */
const seed = process.env["TANDEM_SEED"] ?? String(randomInt(2 ** 31));

/** The window and its pictures, each file in its own Chromium; nothing of it is measured, so it shares the time of unit tests. */
const onPages = [
  "test/renderer/ui/{window,lost-calls,parts-of-window,accessibility}.test.ts",
  "test/gallery/{overview,pictures}.test.ts",
];
/** What runs the Chromium host, real sound or the whole app; one at a time. */
const inChromium = [
  "test/host/**/*.test.ts",
  "test/renderer/engine/adapters/web/web-{media,sound}.test.ts",
  "test/scripts/demo/demo-script.test.ts",
];
const onAsterisk = ["test/{testbed,e2e,bench}/**/*.test.ts"];

/** By far the longest; started last, it would run on alone beside an idle worker. */
const longest = "test/renderer/engine/core/decide.test.ts";

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith(longest);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

/** A poll is over as soon as it holds; how long it may take is for the slowest machine, not for this one. */
const patient = { poll: { timeout: 10_000 } };

const inOneWorker = { fileParallelism: false, maxWorkers: 1 };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...onPages, ...inChromium, ...onAsterisk],
          setupFiles: ["test/seed-properties.ts", "test/restore-clock.ts"],
          env: { TANDEM_SEED: seed },
          // No test here leaves anything behind; loading everything anew for each file took as long as testing it.
          isolate: false,
          maxWorkers: 2,
          expect: patient,
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "pages",
          include: onPages,
          maxWorkers: 2,
          expect: patient,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "host",
          include: inChromium,
          ...inOneWorker,
          expect: patient,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "testbed",
          include: onAsterisk,
          ...inOneWorker,
          expect: patient,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
