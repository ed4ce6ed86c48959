/** Turns measured figures into docs/benchmarks.md: one row a figure, with what was promised and whether it held. */
import type { Circumstances, MeasuredFigure } from "./measured-figure.ts";

/** Figures of several runs show the date of each. */
export function renderBenchmarks(figures: readonly MeasuredFigure[]): string {
  const runs = [...new Set(figures.map(({ circumstances }) => describe(circumstances)))].toSorted().toReversed();
  const isOfSeveralRuns = runs.length > 1;
  const notes = figures.flatMap(({ name, note, seed }) =>
    note === null && seed === null ? [] : [`- **${name}**: ${[...toSentences(note, seed)].join(" ")}`],
  );
  return [
    "# Benchmarks",
    "",
    "Measured through the running app on two real Asterisk servers; written by `npm run bench`, never by hand.",
    "[benchmarks.json](benchmarks.json) holds every value.",
    "",
    ...runs.flatMap((run) => [run, ""]),
    `| figure | unit | n | p50 | p95 | max | promised | |${isOfSeveralRuns ? " measured |" : ""}`,
    `|---|---|--:|--:|--:|--:|---|---|${isOfSeveralRuns ? "---|" : ""}`,
    ...figures.map((figure) => toRow(figure) + (isOfSeveralRuns ? ` ${figure.circumstances.date} |` : "")),
    "",
    ...(notes.length === 0 ? [] : [...notes, ""]),
  ].join("\n");
}

function describe({ date, machine, versions }: Circumstances): string {
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [date, machine, ...names].join(" · ");
}

function toSentences(note: string | null, seed: number | null): string[] {
  return [...(note === null ? [] : [note]), ...(seed === null ? [] : [`Drawn with TANDEM_SEED=${seed}.`])];
}

function toRow({ name, unit, n, p50, p95, max, promise, verdict }: MeasuredFigure): string {
  const promised = promise.map(({ of, atMost }) => `${of} ≤ ${show(atMost)}`).join(", ");
  const said = verdict === "missed" ? "**missed**" : verdict;
  return `| ${name} | ${unit} | ${n} | ${show(p50)} | ${show(p95)} | ${show(max)} | ${promised || "–"} | ${said} |`;
}

function show(value: number): string {
  const size = Math.abs(value);
  const steps = size >= 100 ? 1 : size >= 1 ? 10 : 100;
  return (Math.round(value * steps) / steps).toLocaleString("en-US");
}
