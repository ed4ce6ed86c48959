import { describe, expect, it } from "vitest";
import { isMissed, percentile, renderBenchmarks } from "../../../scripts/bench/render-benchmarks.ts";
import type { Figure } from "../../e2e/record-figure.ts";

const carryOver: Figure = {
  figure: "carry-over",
  unit: "ms",
  values: [400, 1_300],
  limit: { of: "max", atMost: 1_200 },
};

describe("the benchmarks page", () => {
  it("has one row a figure, joins trials of one figure and says which promise held", () => {
    const figures: Figure[] = [
      { figure: "dial to INVITE, warm", unit: "ms", values: [9.26, 12], limit: { of: "p95", atMost: 30 } },
      carryOver,
      { figure: "false carry-overs", unit: "count", values: [0], limit: null },
      { figure: "dial to INVITE, warm", unit: "ms", values: [10], limit: { of: "p95", atMost: 30 } },
    ];
    const circumstances = {
      date: "2026-03-11",
      machine: "2 × Processor",
      versions: { Asterisk: "22.10", Node: "24.0.0" },
    };
    expect(renderBenchmarks(figures, circumstances).split("\n").slice(4)).toEqual([
      "2026-03-11 · 2 × Processor · Asterisk 22.10 · Node 24.0.0",
      "",
      "| figure | unit | n | p50 | p95 | max | promised | |",
      "|---|---|--:|--:|--:|--:|---|---|",
      "| dial to INVITE, warm | ms | 3 | 10 | 12 | 12 | p95 ≤ 30 | met |",
      "| carry-over | ms | 2 | 400 | 1,300 | 1,300 | max ≤ 1,200 | **missed** |",
      "| false carry-overs | count | 1 | 0 | 0 | 0 | – | watched |",
      "",
    ]);
  });

  it("counts a promise missed only above its limit", () => {
    expect([isMissed(carryOver), isMissed({ ...carryOver, values: [1_200] })]).toEqual([true, false]);
  });

  it("shows only values that were measured", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.95, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 100]);
  });
});
