/** Recorded and measured figures for the tests of the bench's parts. */
import { summarise, type Circumstances, type MeasuredFigure } from "../../../scripts/bench/measured-figure.ts";
import type { Figure } from "../../e2e/record-figure.ts";

export const circumstances: Circumstances = {
  date: "2026-03-11",
  machine: "2 × Processor",
  versions: { Asterisk: "22.10", Node: "24.0.0" },
};

export const carryOver: Figure = {
  figure: "carry-over",
  unit: "ms",
  values: [400, 1_300],
  limit: { of: "max", atMost: 1_200 },
};

export function measure(figure: Partial<Figure>, on: Partial<Circumstances> = {}): MeasuredFigure {
  const [row] = summarise([{ ...carryOver, ...figure }], { ...circumstances, ...on });
  if (row === undefined) throw new Error("One figure is one row.");
  return row;
}
