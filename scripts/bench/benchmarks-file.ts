/** Reads docs/benchmarks.json and joins a run of some figures to it, so that the others keep what they were. */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { MeasuredFigure } from "./measured-figure.ts";
import { PeersRun } from "./peers-run.ts";

export const BenchmarksFile = z.strictObject({
  figures: z.array(MeasuredFigure),
  /** The last run of the comparison with other softphones. */
  peers: PeersRun.nullable().default(null),
});
export type BenchmarksFile = z.infer<typeof BenchmarksFile>;

/** @returns nothing measured where there is no such file yet. */
export function readBenchmarks(path: string): BenchmarksFile {
  if (!existsSync(path)) return { figures: [], peers: null };
  return BenchmarksFile.parse(JSON.parse(readFileSync(path, "utf8")));
}

/** Measured anew takes the place of its older self; what is new comes last. */
export function mergeFigures(
  older: readonly MeasuredFigure[],
  measured: readonly MeasuredFigure[],
): readonly MeasuredFigure[] {
  const names = new Set(older.map(({ name }) => name));
  const renewed = older.map((row) => measured.find(({ name }) => name === row.name) ?? row);
  return [...renewed, ...measured.filter(({ name }) => !names.has(name))];
}
