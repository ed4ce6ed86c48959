import { describe, expect, it } from "vitest";
import { percentile, summarise } from "../../../scripts/bench/measured-figure.ts";
import { carryOver, circumstances, measure } from "./figures.ts";

describe("a measured figure", () => {
  it("holds every value, the promise, the verdict, and where it was measured", () => {
    expect(summarise([{ ...carryOver, note: "Two trials.", seed: 7 }], circumstances)).toEqual([
      {
        name: "carry-over",
        unit: "ms",
        n: 2,
        p50: 400,
        p95: 1_300,
        max: 1_300,
        promise: [{ of: "max", atMost: 1_200 }],
        verdict: "missed",
        values: [400, 1_300],
        seed: 7,
        note: "Two trials.",
        circumstances,
      },
    ]);
  });

  it("joins the trials that several tests recorded, under the first promise made", () => {
    const rows = summarise([carryOver, { ...carryOver, values: [5], limit: null }], circumstances);
    expect(rows.map(({ values, promise }) => [values, promise])).toEqual([
      [[400, 1_300, 5], [{ of: "max", atMost: 1_200 }]],
    ]);
  });

  it("is missed only above its limit, and when any part of its promise is", () => {
    const both = [
      { of: "p50" as const, atMost: 1_000 },
      { of: "max" as const, atMost: 1_200 },
    ];
    const verdicts = [[1_200], [1_201], [400, 400, 1_300]].map((values) => measure({ values, limit: both }).verdict);
    expect([...verdicts, measure({ values: [1_000], limit: both }).verdict]).toEqual([
      "missed",
      "missed",
      "missed",
      "met",
    ]);
    expect([measure({ values: [1_200] }).verdict, measure({ limit: null }).verdict]).toEqual(["met", "watched"]);
  });

  it("shows only values that were measured", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.95, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 100]);
  });
});
