/** What a fleet owes its servers after an outage (invariant 25): the sentences of what a run did not keep. */
import { atMost } from "./expected-curve.ts";
import type { HerdFigures } from "./judge-herd.ts";
import type { HerdRun } from "./play-herd.ts";
import type { Step } from "./read-curve.ts";

/** Longest wait with another server ready, and with none, each with a lost try; s. */
const backWithinS = { patient: 125, hurried: 20 } as const;

/** 1.6, and five standard deviations of what comes by chance where a curve is too short for that. */
const mostClumped = ({ clumpingDeviation }: Step) => Math.max(1.6, 1 + 5 * clumpingDeviation);

/** @returns one sentence for each promise that was broken. */
export function findBrokenPromises(run: HerdRun, figures: HerdFigures): string[] {
  const { scenario, seats } = run;
  const { survivor, step, expectedPerS } = figures;
  const isStart = scenario.fault === "start";
  // A whole office in one and the same instant is more than the design promises: it is shown, and everybody is back.
  const isWatched = isStart && scenario.lastsS === 0;
  const shares = { start: 0.1, single: 0.2, talking: 0.35, both: 0.42 } as const;
  const alone = scenario.talkingShare > 0 ? "talking" : "single";
  const share = shares[isStart ? "start" : scenario.servers.length > 1 ? "both" : alone];
  const limitS = scenario.servers.length === 1 ? backWithinS.patient : backWithinS.hurried;
  const broken: [boolean, string][] = [
    [figures.notBack > 0, `${figures.notBack} seats are not back`],
    [figures.maxMs > limitS * 1_000, `the last seat was back after ${Math.round(figures.maxMs)} ms`],
    [!isWatched && figures.connectsPerS > atMost(share * seats), `${figures.connectsPerS} connections in one second`],
    [
      expectedPerS !== null && figures.connectsPerS > atMost(expectedPerS),
      `${figures.connectsPerS} connections in one second where the design's own words make ${expectedPerS}`,
    ],
    [expectedPerS !== null && step.clumping > mostClumped(step), `tries come in groups (${step.clumping.toFixed(2)})`],
    [expectedPerS !== null && Math.abs(step.variation - 1) > 0.35, `tries keep time (${step.variation.toFixed(2)})`],
    [!isStart && step.echo > 0.4, `the same spikes come again (${step.echo.toFixed(2)})`],
    [!isWatched && figures.refusals > 0, `${figures.refusals} times 503`],
  ];
  if (survivor !== null) {
    const { optionsPerS, optionsPerTenth, p95Ms } = survivor;
    broken.push(
      [optionsPerS.after > atMost(0.65 * seats), `the survivor was probed ${optionsPerS.after} times in one second`],
      [optionsPerTenth.after > atMost(0.1 * seats), `… ${optionsPerTenth.after} times in a tenth of a second`],
      [
        p95Ms.after > 3 * p95Ms.before,
        `its p95 answer went from ${p95Ms.before.toFixed(2)} to ${p95Ms.after.toFixed(2)} ms`,
      ],
    );
  }
  return broken.flatMap(([isBroken, sentence]) => (isBroken ? [sentence] : []));
}
