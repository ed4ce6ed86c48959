/** What an outage did to the phones of one scheme, as rows of docs/benchmarks.md. */
import {
  schemeSigns,
  toNobodyFigure,
  toSchemeFigure,
  type Scheme,
  type SchemeEvent,
} from "../../../scripts/bench/scheme-figures.ts";
import { recordFigure } from "../../e2e/record-figure.ts";
import type { Lived } from "./live-through.ts";

export type Stage = {
  readonly scheme: Scheme;
  readonly event: SchemeEvent;
  /** How long was looked, ms. */
  readonly lookedMs: number;
  /** What else a reader must know of this stage. */
  readonly note: string;
};

/** Seconds of those who could again; where nobody could, that nobody could. */
export function recordLived({ scheme, event, lookedMs, note }: Stage, lived: readonly Lived[]): void {
  for (const sign of schemeSigns) {
    const values = lived.map(({ dialS, incomingS }) => (sign === "until a dial rings" ? dialS : incomingS));
    const within = values.filter((value) => value !== null);
    const told = `${within.length} of ${values.length} phones could within ${lookedMs / 1_000} s. ${note}`;
    if (within.length > 0)
      recordFigure({ figure: toSchemeFigure(event, scheme, sign), unit: "s", values: within, limit: null, note: told });
    else
      recordFigure({
        figure: toNobodyFigure(event, scheme, sign),
        unit: "count",
        values: [0],
        limit: null,
        note: told,
      });
  }
}
