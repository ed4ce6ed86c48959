import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readBenchmarks } from "../../../scripts/bench/benchmarks-file.ts";
import { putSchemes } from "../../../scripts/bench/render-schemes.ts";
import { toNobodyFigure, toSchemeFigure } from "../../../scripts/bench/scheme-figures.ts";
import { measure } from "./figures.ts";

const root = join(import.meta.dirname, "../../..");

it("The table of schemes has the median and the largest, who could not, and a dash for what was not played", () => {
  const dial = "until a dial rings";
  const figures = [
    measure({ figure: toSchemeFigure("primary killed", "two registrations", dial), values: [0.44, 0.3, 0.36] }),
    measure({
      figure: toSchemeFigure("primary killed", "a name that is moved", dial),
      values: [60, 61],
      note: "2 of 3 phones could within 90 s. Its address was changed.",
    }),
    measure({
      figure: toNobodyFigure("balancer killed", "a balancer that checks TLS", dial),
      values: [0],
      note: "0 of 10 phones could within 30 s. HAProxy.",
    }),
  ];
  const guide = "before\n<!-- made by npm run bench: schemes -->\nold\n<!-- end -->\nafter";
  const lines = putSchemes(guide, figures).split("\n");
  expect([lines.slice(0, 2), lines.slice(-2)]).toEqual([
    ["before", "<!-- made by npm run bench: schemes -->"],
    ["<!-- end -->", "after"],
  ]);
  expect(lines.filter((line) => /primary killed \| a dial|balancer killed \| a dial/u.test(line))).toEqual([
    "| primary killed | a dial rings | 60.0 (61.0), 2 of 3 within 90 s | – | – | 0.4 (0.4) |",
    "| balancer killed | a dial rings | – | 0 of 10 within 30 s | – | – |",
  ]);
  expect(lines).not.toContain("old");
  expect(() => putSchemes("no place", figures)).toThrow("no place for the table");
});

it("The guide says of the schemes what was measured", () => {
  const guide = readFileSync(join(root, "docs/administrator-guide.md"), "utf8");
  expect(putSchemes(guide, readBenchmarks(join(root, "docs/benchmarks.json")).figures)).toBe(guide);
});
