/** Which tests run where: plain Node and pages first, then Chromium and Asterisk side by side, in the end what must be alone. */
import { randomInt } from "node:crypto";
import { globSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { dealTurns, readTurn, type Turn } from "./test/turns.ts";

/** One seed for every property of a run; TANDEM_SEED repeats a run that failed. */
const seed = process.env["TANDEM_SEED"] ?? String(randomInt(2 ** 31));

/** The window and its pictures, each file in its own Chromium; nothing of it is measured, so it shares the time of unit tests. */
const onPages = [
  "test/renderer/ui/{window,giving-away,keys,command-bar,colleagues,queues,lost-calls,parts-of-window,people,search,setting-up,accessibility,wrap-up,parking}.test.ts",
  "test/gallery/{layout,overview,pictures}.test.ts",
];
/** What runs the Chromium host, real sound or the whole app. */
const inChromium = [
  "test/host/**/*.test.ts",
  "test/renderer/engine/adapters/web/{recorder,web-media,web-sound}.test.ts",
  "test/scripts/demo/demo-script.test.ts",
];
/** Each file has two servers of its own, on addresses and ports of their own. */
const onAsterisk = ["test/{testbed,e2e,bench}/**/*.test.ts"];
/** What is measured here has little room, needs the processors, or changes the network under every Chromium of the computer. */
const alone = [
  "test/bench/{first-paint,herd,lost-call,process-times,resting-engine,silent-death}.test.ts",
  "test/e2e/{cut-signalling,network-change}.test.ts",
  "test/testbed/{slow-line,two-cables}.test.ts",
];

/**
 * By far the longest that has to compute, and the demo, which may build the app anew before others start it. Begun last,
 * either would run on alone beside an idle worker.
 */
const first = ["test/renderer/engine/core/decide.test.ts", "test/scripts/demo/demo-script.test.ts"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isFirst = ({ moduleId }: TestSpecification) => first.some((file) => moduleId.endsWith(file));
    return [...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))];
  }
}

/** A poll is over as soon as it holds; how long it may take is for the slowest machine, not for this one. */
const patient = { poll: { timeout: 20_000 } };

/** A figure for docs/benchmarks.md is taken once. */
const isMeasured = process.env["TANDEM_BENCH"] === "1";

/**
 * Real servers, real sound and a real browser, beside whatever else a machine does: what fails is tried once more. It is
 * never quiet: `npm test` names it with its first failure, and fails when there are more than a few.
 */
const inBrowser = { retry: isMeasured ? 0 : 1 };
const onRealThings = { ...inBrowser, setupFiles: ["test/e2e/tell-last-words.ts"] };

const inOneWorker = { fileParallelism: false, maxWorkers: 1 };
/** An app mostly waits once it has started, but its start fills a core for seconds; a third worker makes nothing faster. */
const inTwoWorkers = { maxWorkers: 2 };
/** What is measured for docs/benchmarks.md is measured alone, whatever it is. */
const sideBySide = isMeasured || availableParallelism() < 2 ? inOneWorker : inTwoWorkers;

const long = { pages: onPages, host: inChromium, testbed: onAsterisk, alone };
/** The heart of it is played in every run; so are the sweeps, which choose a third of their own (`ofTurn`). */
const always = [
  "test/scripts/demo/demo-script.test.ts",
  "test/renderer/ui/accessibility.test.ts",
  "test/gallery/{layout,pictures}.test.ts",
  "test/testbed/testbed.test.ts",
  "test/e2e/dialing.test.ts",
  "test/e2e/cut-signalling.test.ts",
];

/** @returns the long files that a run of this turn leaves to the others. */
export function leftToOthers(turn: Turn): string[] {
  if (turn === null) return [];
  const find = (globs: readonly string[]) => globSync([...globs], { cwd: import.meta.dirname });
  const [everyTime, atTheEnd] = [find(always), find(alone)];
  return Object.values(long).flatMap((globs) => {
    const others = globs === alone ? everyTime : [...everyTime, ...atTheEnd];
    const files = find(globs)
      .filter((path) => !others.includes(path))
      .map((path) => ({ path, size: statSync(join(import.meta.dirname, path)).size }));
    return dealTurns(files).flatMap((paths, index) => (index === turn - 1 ? [] : paths));
  });
}

/** @param turn whose third of the long rings is played; null: everything. */
export function toProjects(turn: Turn): TestProjectInlineConfiguration[] {
  const left = leftToOthers(turn);
  return [
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
        exclude: left,
        ...inBrowser,
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
        exclude: left,
        ...sideBySide,
        ...onRealThings,
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
        exclude: [...alone, ...left],
        ...sideBySide,
        ...onRealThings,
        expect: patient,
        testTimeout: 120_000,
        hookTimeout: 120_000,
        sequence: { groupOrder: 1 },
      },
    },
    {
      test: {
        name: "testbed-alone",
        include: alone,
        exclude: left,
        ...inOneWorker,
        ...onRealThings,
        expect: patient,
        testTimeout: 120_000,
        hookTimeout: 120_000,
        sequence: { groupOrder: 2 },
      },
    },
  ];
}

export default defineConfig({
  test: { sequence: { sequencer: LongestFirst }, projects: toProjects(readTurn(process.env["TANDEM_TURN"])) },
});
