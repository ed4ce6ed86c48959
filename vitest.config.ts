/** Which tests run where: plain Node side by side first, then a real Chromium, then two real Asterisk servers. */
import { randomInt } from "node:crypto";
import { defineConfig } from "vitest/config";

/** One seed for every property of a run; TANDEM_SEED repeats a run that failed. */
const seed = process.env["TANDEM_SEED"] ?? String(randomInt(2 ** 31));

/** The window and its pictures, each file in its own Chromium; nothing of it is measured, so it shares the time of unit tests. */
const onPages = [
  "test/renderer/ui/{window,parts-of-window,accessibility}.test.ts",
  "test/gallery/{overview,pictures}.test.ts",
];
/** What runs the Chromium host, real sound or the whole app; one at a time. */
const inChromium = [
  "test/host/**/*.test.ts",
  "test/renderer/engine/adapters/web/web-{media,sound}.test.ts",
  "test/scripts/demo/demo-script.test.ts",
];
const onAsterisk = ["test/{testbed,e2e,bench}/**/*.test.ts"];

const inOneWorker = { fileParallelism: false, maxWorkers: 1 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...onPages, ...inChromium, ...onAsterisk],
          setupFiles: ["test/seed-properties.ts"],
          env: { TANDEM_SEED: seed },
          maxWorkers: 2,
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "pages",
          include: onPages,
          maxWorkers: 2,
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
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
