/** What is promised of a fleet after an outage (invariant 25), read from one run of it. */
import { expectTries, peakOfReturns } from "./expected-curve.ts";
import { costMs, type ArrivalKind } from "./herd-server.ts";
import type { HerdRun, ServerRecord } from "./play-herd.ts";
import { expectedFleets, peakWithin, quantile, readStep, type Step } from "./read-curve.ts";

export type HerdFigures = {
  /** The most new sockets in any second at a server that was struck, once it is back. */
  readonly connectsPerS: number;
  /** The same by the words of the design; null where they name none (talking seats, a server that does not refuse). */
  readonly expectedPerS: number | null;
  /** Processor seconds that the busiest second asks of the server that was struck. */
  readonly busiestS: number;
  /** Of all tries to reach it, from the fault on; where the design names no curve, of those since it is back. */
  readonly step: Step;
  readonly notBack: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Seats told 503 because too much waited, by either server, from the fault on. */
  readonly refusals: number;
  /** Of the server that lived on: null where none did. */
  readonly survivor: {
    readonly optionsPerS: { readonly before: number; readonly after: number };
    readonly optionsPerTenth: { readonly before: number; readonly after: number };
    readonly invitesPerS: number;
    /** From the arrival of OPTIONS to its answer, in the 10 s before and after. */
    readonly p95Ms: { readonly before: number; readonly after: number };
  } | null;
};

const judgedMs = 10_000;

export function judgeHerd(run: HerdRun): HerdFigures {
  const { scenario, main, backup, atMend, seats } = run;
  const isBoth = scenario.servers.length !== 1;
  const back = run.returnedMs.filter((ms) => ms !== null);
  const from = scenario.fault === "start" ? 0 : atMend;
  const isWorded = scenario.fault === "kill" && scenario.talkingShare === 0;
  const expected = isWorded ? expectTries(expectedFleets * seats, atMend, !isBoth) : null;
  const seen = (kind: ArrivalKind) =>
    main.arrivals.filter((one) => one.kind === kind && one.isSeen && one.at >= from).map(({ at }) => at);
  const tries = main.arrivals.flatMap(({ kind, at }) => (kind === "connect" && at >= 0 ? [at] : []));
  const judged = expected === null ? seen("connect") : tries;
  return {
    connectsPerS: peakWithin(seen("connect"), 1_000),
    expectedPerS: expected === null ? null : peakOfReturns(expected),
    busiestS: busiestS(main, from),
    step: readStep(judged, expected?.flat() ?? null),
    notBack: seats - back.length,
    p50Ms: quantile(back, 0.5),
    p99Ms: quantile(back, 0.99),
    maxMs: quantile(back, 1),
    refusals: [...main.answers, ...backup.answers].filter(({ at, isRefusal }) => isRefusal && at >= 0).length,
    survivor: isBoth ? null : judgeSurvivor(backup),
  };
}

function judgeSurvivor({ arrivals, answers }: ServerRecord): HerdFigures["survivor"] {
  const during = (kind: ArrivalKind, from: number, to: number) =>
    arrivals.flatMap((one) => (one.kind === kind && one.at >= from && one.at < to ? [one.at] : []));
  const answered = (from: number, to: number) =>
    answers.flatMap((one) => (one.kind === "OPTIONS" && one.at >= from && one.at < to ? [one.afterMs] : []));
  const both = (windowMs: number) => ({
    before: peakWithin(during("OPTIONS", -judgedMs, 0), windowMs),
    after: peakWithin(during("OPTIONS", 0, judgedMs), windowMs),
  });
  return {
    optionsPerS: both(1_000),
    optionsPerTenth: both(100),
    invitesPerS: peakWithin(during("INVITE", 0, judgedMs), 1_000),
    p95Ms: { before: quantile(answered(-judgedMs, 0), 0.95), after: quantile(answered(0, judgedMs), 0.95) },
  };
}

function busiestS(record: ServerRecord, from: number): number {
  const perSecond = new Map<number, number>();
  for (const { at, kind, isSeen } of record.arrivals) {
    if (at < from || !isSeen) continue;
    const second = Math.floor((at - from) / 1_000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + costMs[kind] / 1_000);
  }
  return Math.max(0, ...perSecond.values());
}
