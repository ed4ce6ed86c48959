/** Turns recorded figures into docs/benchmarks.md: one row a figure, with what was promised and whether it held. */
import type { Figure } from "../../test/e2e/record-figure.ts";

export type Circumstances = {
  /** ISO date of the run. */
  readonly date: string;
  readonly machine: string;
  /** Version by name. */
  readonly versions: Readonly<Record<string, string>>;
};

export function renderBenchmarks(recorded: readonly Figure[], { date, machine, versions }: Circumstances): string {
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    "# Benchmarks",
    "",
    "Measured through the running app on two real Asterisk servers; written by `npm run bench`, never by hand.",
    "",
    `${date} · ${machine} · ${names.join(" · ")}`,
    "",
    "| figure | unit | n | p50 | p95 | max | promised | |",
    "|---|---|--:|--:|--:|--:|---|---|",
    ...joinRuns(recorded).map(toRow),
    "",
  ].join("\n");
}

export function isMissed({ values, limit }: Figure): boolean {
  return limit !== null && percentile(values, shareOf[limit.of]) > limit.atMost;
}

/** Trials of one figure may be recorded by several tests; they are one row, under the first promise made. */
export function joinRuns(recorded: readonly Figure[]): Figure[] {
  const byName = Map.groupBy(recorded, ({ figure }) => figure);
  return [...byName.values()].flatMap((runs) => {
    const first = runs[0];
    return first === undefined ? [] : [{ ...first, values: runs.flatMap(({ values }) => values) }];
  });
}

const shareOf = { p50: 0.5, p95: 0.95, max: 1 };

/** Nearest rank: always a value that was measured. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function toRow(figure: Figure): string {
  const { figure: name, unit, values, limit } = figure;
  const [p50, p95, max] = [0.5, 0.95, 1].map((share) => show(percentile(values, share)));
  const promise = limit === null ? "–" : `${limit.of} ≤ ${show(limit.atMost)}`;
  const verdict = limit === null ? "watched" : isMissed(figure) ? "**missed**" : "met";
  return `| ${name} | ${unit} | ${values.length} | ${p50} | ${p95} | ${max} | ${promise} | ${verdict} |`;
}

function show(value: number): string {
  const rounded = value >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
  return rounded.toLocaleString("en-US");
}
