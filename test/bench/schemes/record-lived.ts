/** What an outage did to the phones of one scheme, as rows of docs/benchmarks.md. */
import { recordFigure } from "../../e2e/record-figure.ts";
import type { Lived } from "./live-through.ts";

export type Scheme =
  | "a name that is moved"
  | "a balancer that checks TLS"
  | "a balancer that checks TCP"
  | "two registrations";

export type Stage = {
  readonly scheme: Scheme;
  /** "primary killed". */
  readonly event: string;
  /** How long was looked, ms. */
  readonly lookedMs: number;
  /** What else a reader must know of this stage. */
  readonly note: string;
};

/** Seconds of those who could again; where nobody could, that nobody could. */
export function recordLived({ scheme, event, lookedMs, note }: Stage, lived: readonly Lived[]): void {
  for (const [what, values] of [
    ["until a dial rings", lived.map(({ dialS }) => dialS)],
    ["until it is rung from outside", lived.map(({ incomingS }) => incomingS)],
  ] as const) {
    const name = `schemes, ${event}, ${scheme}: ${what}`;
    const within = values.filter((value) => value !== null);
    const looked = `${within.length} of ${values.length} phones could within ${lookedMs / 1_000} s.`;
    if (within.length === 0)
      recordFigure({ figure: `${name}, phones`, unit: "count", values: [0], limit: null, note: `${looked} ${note}` });
    else recordFigure({ figure: name, unit: "s", values: within, limit: null, note: `${looked} ${note}` });
  }
}
