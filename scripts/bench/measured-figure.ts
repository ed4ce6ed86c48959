/** One row of docs/benchmarks.json: what was measured where, what was promised of it, and whether that held. */
import { z } from "zod";
import { Figure, Limit } from "../../test/e2e/record-figure.ts";

export const Circumstances = z.strictObject({
  /** ISO date of the run. */
  date: z.iso.date(),
  machine: z.string(),
  /** Version by name. */
  versions: z.record(z.string(), z.string()),
});
export type Circumstances = z.infer<typeof Circumstances>;

export const MeasuredFigure = z.strictObject({
  name: z.string(),
  unit: Figure.shape.unit,
  n: z.number().int(),
  p50: z.number(),
  p95: z.number(),
  max: z.number(),
  /** Empty where the figure is only watched. */
  promise: z.array(Limit),
  verdict: z.enum(["met", "missed", "watched"]),
  /** In the order measured, to the thousandth. */
  values: z.array(z.number()),
  seed: z.number().int().nullable(),
  note: z.string().nullable(),
  circumstances: Circumstances,
});
export type MeasuredFigure = z.infer<typeof MeasuredFigure>;

/** Trials of one figure may be recorded by several tests; they are one row, under the first promise made. */
export function summarise(recorded: readonly Figure[], circumstances: Circumstances): MeasuredFigure[] {
  const byName = Map.groupBy(recorded, ({ figure }) => figure);
  return [...byName.values()].flatMap((runs) => {
    const first = runs[0];
    if (first === undefined) return [];
    return [toMeasured({ ...first, values: runs.flatMap(({ values }) => values) }, circumstances)];
  });
}

function toMeasured(recorded: Figure, circumstances: Circumstances): MeasuredFigure {
  const { figure, unit, limit, note, seed } = recorded;
  const values = recorded.values.map((value) => Math.round(value * 1_000) / 1_000);
  const promise = limit === null ? [] : [limit].flat();
  const isKept = promise.every(({ of, atMost }) => percentile(values, shares[of]) <= atMost);
  return {
    name: figure,
    unit,
    n: values.length,
    p50: percentile(values, shares.p50),
    p95: percentile(values, shares.p95),
    max: percentile(values, shares.max),
    promise,
    verdict: promise.length === 0 ? "watched" : isKept ? "met" : "missed",
    values,
    seed: seed ?? null,
    note: note ?? null,
    circumstances,
  };
}

const shares = { p50: 0.5, p95: 0.95, max: 1 };

/** Nearest rank: always a value that was measured. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
