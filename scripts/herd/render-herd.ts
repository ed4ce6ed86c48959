/** Writes docs/herd/README.md: every outage with its figures, its picture, and what they do and do not show. */
import type { HerdFigures } from "../../test/herd/judge-herd.ts";
import type { HerdOptions, HerdRun } from "../../test/herd/play-herd.ts";

export type HerdRow = {
  readonly run: HerdOptions & Pick<HerdRun, "talking" | "rescued">;
  readonly figures: HerdFigures;
  /** Promises that were not kept, a sentence each. */
  readonly broken: readonly string[];
};

export function renderHerd(rows: readonly HerdRow[]): string {
  const [first] = rows;
  if (first === undefined) throw new Error("nothing was played");
  const { seats, seed, cores, probeActiveMs } = first.run;
  return [
    "# The herd",
    "",
    `What ${whole(seats)} seats do to their servers after an outage that strikes all of them in one instant. Written by`,
    "`npm run herd`, never by hand.",
    "",
    `Each seat is the real core in virtual time (seed ${seed}, \`probeActiveMs\` ${whole(probeActiveMs)}, all else as by default). The servers`,
    `are simulated: ${cores} processors each, and the processor time that was measured on Asterisk 22 for each thing they do (a new`,
    "socket 1.19 ms, its REGISTER 0.79, OPTIONS 0.19, an answered INVITE 4.5;",
    "a re-INVITE is taken for 1). More than 500 requests waiting are answered",
    "503, as Asterisk does. There is no network between them but a wire of 0.3 to 3 ms. What real sockets and two real",
    "Asterisk do with 400 seats is a row of [benchmarks](../benchmarks.md).",
    "",
    "- **connections/s**: the most new sockets in any second at the main server once it is back, and what the words of the",
    "  design make of it without a line of the core (first U(0.5, 10) s, then U(½, 1)·min(120, 5·2ⁿ) s while another server is",
    "  ready; U(0, 1) s, then U(½, 1)·min(15, 2ⁿ) s while none is).",
    "- **work**: processor seconds that the busiest second asks of it.",
    "- **clumps**, **variation**, **echo**: counts in 100 ms against what is usual then (1: each seat on its own; n: groups of n);",
    "  variation of the time between two tries (1: on their own; 0: like a clock); the strongest return of the same spikes.",
    "  Where the design names no curve, a steep one looks clumped.",
    "- **survivor**: OPTIONS in the busiest second and its p95 answer time, in the 10 s before → after.",
    "",
    "| outage | connections/s (design) | work | clumps | variation | echo | back: p50 | p99 | last | 503 | survivor: OPTIONS/s | p95 | INVITE/s | |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ...rows.map(toRow),
    "",
    ...rows.flatMap(({ run, broken }) => [
      `## ${run.scenario.title}`,
      "",
      `![${run.scenario.title}](${run.scenario.id}.svg)`,
      "",
      ...(run.talking === 0 ? [] : [toCalls(run), ""]),
      ...(broken.length === 0 ? [] : [`**Missed**: ${broken.join("; ")}.`, ""]),
    ]),
  ].join("\n");
}

function toCalls({ talking, rescued, scenario }: HerdRow["run"]): string {
  const lost =
    scenario.fault === "dropSockets" ? ", none of which was lost" : `, of which ${whole(rescued)} talked again`;
  return `${whole(talking)} calls were up${lost}.`;
}

function toRow({ run, figures, broken }: HerdRow): string {
  const { survivor, step, expectedPerS } = figures;
  const design = expectedPerS === null ? "" : ` (${whole(expectedPerS)})`;
  const isStart = run.scenario.fault === "start";
  const cells = [
    `[${run.scenario.id}](${run.scenario.id}.svg)`,
    `${whole(figures.connectsPerS)}${design}`,
    `${figures.busiestS.toFixed(1)} s`,
    ...(isStart ? ["–", "–", "–"] : [step.clumping, step.variation, step.echo].map((value) => value.toFixed(2))),
    ...[figures.p50Ms, figures.p99Ms, figures.maxMs].map((ms) => `${(ms / 1_000).toFixed(1)} s`),
    whole(figures.refusals),
    ...(survivor === null
      ? ["–", "–", "–"]
      : [
          `${whole(survivor.optionsPerS.before)} → ${whole(survivor.optionsPerS.after)}`,
          `${survivor.p95Ms.before.toFixed(2)} → ${survivor.p95Ms.after.toFixed(2)} ms`,
          whole(survivor.invitesPerS),
        ]),
    isStart && run.scenario.lastsS === 0 ? "watched" : broken.length === 0 ? "held" : "**missed**",
  ];
  return `| ${cells.join(" | ")} |`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
