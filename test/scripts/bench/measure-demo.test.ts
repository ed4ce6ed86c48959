import { expect, it } from "vitest";
import { findFailure, toFigures, type DemoRun } from "../../../scripts/bench/measure-demo.ts";

const line = (step: string, ok: boolean, detail = "") => JSON.stringify({ step, ok, ms: 12, detail });
const run = (code: number, ...lines: string[]): DemoRun => ({ code, durationMs: 61_500, output: lines.join("\n") });

const good = run(0, line("register", true), "a word beside", line("freeze", true));

it("a run of the demo fails by a step that did not hold, by its exit code, and by telling no step", () => {
  expect([
    findFailure(good),
    findFailure(run(1, line("register", true), line("freeze", false, "not noticed"))),
    findFailure(run(0, line("freeze", false, "not noticed"))),
    findFailure(run(1, line("register", true))),
    findFailure(run(1)),
    findFailure(run(0, "{ broken")),
  ]).toEqual([
    null,
    "freeze failed: not noticed",
    "freeze failed: not noticed",
    "it ended with 1 after register",
    "it ended with 1 after no step",
    "it told no step",
  ]);
});

it("the runs are two figures: how long each took, and how many failed", () => {
  expect(toFigures([good, run(1), good])).toEqual([
    {
      figure: "the scripted demo, start to end",
      unit: "s",
      values: [61.5, 61.5, 61.5],
      limit: { of: "max", atMost: 90 },
      note: "On two embedded PBXs instead of Asterisk.",
    },
    {
      figure: "failed runs of 3 of the scripted demo",
      unit: "count",
      values: [1],
      limit: { of: "max", atMost: 0 },
    },
  ]);
});
