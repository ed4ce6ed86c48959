import { describe, expect, it } from "vitest";
import { renderBenchmarks } from "../../../scripts/bench/render-benchmarks.ts";
import { measure } from "./figures.ts";

const linesOf = (...figures: Parameters<typeof renderBenchmarks>[0]) => renderBenchmarks(figures).split("\n").slice(5);

describe("the benchmarks page", () => {
  it("has one row a figure and says which promise held", () => {
    const added = [
      { of: "p95" as const, atMost: 700 },
      { of: "max" as const, atMost: 1_200 },
    ];
    expect(
      linesOf(
        measure({ figure: "dial to INVITE", values: [9.26, 12, 10], limit: { of: "p95", atMost: 30 } }),
        measure({}),
        measure({ figure: "added", values: [-3.14, 650], limit: added }),
        measure({ figure: "false carry-overs", unit: "count", values: [0], limit: null }),
        measure({ figure: "share of a core", unit: "%", values: [0.513], limit: { of: "max", atMost: 0.5 } }),
      ),
    ).toEqual([
      "2026-03-11 · 2 × Processor · Asterisk 22.10 · Node 24.0.0",
      "",
      "| figure | unit | n | p50 | p95 | max | promised | |",
      "|---|---|--:|--:|--:|--:|---|---|",
      "| dial to INVITE | ms | 3 | 10 | 12 | 12 | p95 ≤ 30 | met |",
      "| carry-over | ms | 2 | 400 | 1,300 | 1,300 | max ≤ 1,200 | **missed** |",
      "| added | ms | 2 | -3.1 | 650 | 650 | p95 ≤ 700, max ≤ 1,200 | met |",
      "| false carry-overs | count | 1 | 0 | 0 | 0 | – | watched |",
      "| share of a core | % | 1 | 0.51 | 0.51 | 0.51 | max ≤ 0.5 | **missed** |",
      "",
    ]);
  });

  it("says below the table what a reader must know, and the seed", () => {
    const rows = [
      measure({ figure: "a", note: "Drawn." }),
      measure({ figure: "b" }),
      measure({ figure: "c", seed: 7 }),
    ];
    expect(linesOf(...rows).slice(-4)).toEqual(["", "- **a**: Drawn.", "- **c**: Drawn with TANDEM_SEED=7.", ""]);
  });

  it("shows the date of every figure once they are not of one run, the newest run first", () => {
    const rows = [measure({ figure: "a" }), measure({ figure: "b" }, { date: "2026-04-01", machine: "another" })];
    expect(linesOf(...rows)).toEqual([
      "2026-04-01 · another · Asterisk 22.10 · Node 24.0.0",
      "",
      "2026-03-11 · 2 × Processor · Asterisk 22.10 · Node 24.0.0",
      "",
      "| figure | unit | n | p50 | p95 | max | promised | | measured |",
      "|---|---|--:|--:|--:|--:|---|---|---|",
      "| a | ms | 2 | 400 | 1,300 | 1,300 | max ≤ 1,200 | **missed** | 2026-03-11 |",
      "| b | ms | 2 | 400 | 1,300 | 1,300 | max ≤ 1,200 | **missed** | 2026-04-01 |",
      "",
    ]);
  });
});
