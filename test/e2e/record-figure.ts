/** Notes a measured figure for docs/benchmarks.md: one JSON line, appended by whichever test measured it. */
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

export const figuresFile = join(import.meta.dirname, "../../.cache/figures.jsonl");

export const Limit = z.strictObject({ of: z.enum(["p50", "p95", "max"]), atMost: z.number() });
export type Limit = z.infer<typeof Limit>;

export const Figure = z.strictObject({
  /** What was measured, from when to when: "dial to INVITE, warm". */
  figure: z.string().min(1),
  unit: z.enum(["ms", "s", "count", "%", "kB", "MB"]),
  /** One per trial, in the order measured. */
  values: z.array(z.number()).min(1),
  /** What is promised of them, every part of it; null where a figure is only watched. */
  limit: z.union([Limit, z.array(Limit).min(1)]).nullable(),
  /** What a reader must know to believe it, in a sentence or two. */
  note: z.string().min(1).optional(),
  /** Of the dice that drew the trials, so that they can be drawn again. */
  seed: z.number().int().optional(),
});
export type Figure = z.infer<typeof Figure>;

/** Records, whether or not the limit is met: the test that measured it asserts the limit itself. */
export function recordFigure(figure: Figure): void {
  mkdirSync(dirname(figuresFile), { recursive: true });
  appendFileSync(figuresFile, `${JSON.stringify(Figure.parse(figure))}\n`);
}
