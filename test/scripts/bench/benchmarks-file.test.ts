import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { mergeFigures, readBenchmarks } from "../../../scripts/bench/benchmarks-file.ts";
import { measure } from "./figures.ts";

it("a run of some figures takes their older places and leaves the others as they were", () => {
  const later = { date: "2026-04-01" };
  const older = [measure({ figure: "a" }), measure({ figure: "b" })];
  const measured = [measure({ figure: "c" }, later), measure({ figure: "a", values: [1] }, later)];
  const joined = [
    measure({ figure: "a", values: [1] }, later),
    measure({ figure: "b" }),
    measure({ figure: "c" }, later),
  ];
  expect(mergeFigures(older, measured)).toEqual(joined);
});

it("reads what was written, nothing where nothing was, and refuses what is not its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "tandem-benchmarks-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "benchmarks.json");
  expect(readBenchmarks(file)).toEqual({ figures: [], peers: null });
  const figures = [measure({ note: "Two trials.", seed: 7 }), measure({ figure: "b", limit: null })];
  writeFileSync(file, JSON.stringify({ figures }));
  expect(readBenchmarks(file)).toEqual({ figures, peers: null });
  writeFileSync(file, JSON.stringify({ figures: [{ name: "a" }] }));
  expect(() => readBenchmarks(file)).toThrow("unit");
});
