/** Notes a measured figure for docs/benchmarks.md: one JSON line, appended by whichever test measured it. */
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

export const figuresFile = join(import.meta.dirname, "../../.cache/figures.jsonl");

export const Figure = z.strictObject({
  /** What was measured, from when to when: "dial to INVITE, warm". */
  figure: z.string().min(1),
  unit: z.enum(["ms", "count", "%"]),
  /** One per trial, in the order measured. */
  values: z.array(z.number()).min(1),
  /** What is promised of them; null where a figure is only watched. */
  limit: z.strictObject({ of: z.enum(["p50", "p95", "max"]), atMost: z.number() }).nullable(),
});
export type Figure = z.infer<typeof Figure>;

/** Records, whether or not the limit is met: the test that measured it asserts the limit itself. */
export function recordFigure(figure: Figure): void {
  mkdirSync(dirname(figuresFile), { recursive: true });
  appendFileSync(figuresFile, `${JSON.stringify(Figure.parse(figure))}\n`);
}
