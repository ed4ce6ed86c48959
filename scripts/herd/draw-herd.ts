/** One outage as a picture: who knocks at the struck server, who is back, and what the other server is asked meanwhile. */
import { expectTries } from "../../test/herd/expected-curve.ts";
import type { ArrivalKind } from "../../test/herd/herd-server.ts";
import type { HerdFigures } from "../../test/herd/judge-herd.ts";
import type { HerdRun, ServerRecord } from "../../test/herd/play-herd.ts";
import { countPerBin } from "../../test/herd/read-curve.ts";
import { drawPlot, type Panel, type Series } from "./plot.ts";

const beforeMs = 10_000;
/** The picture ends so long after the last seat is back. */
const afterMs = 5_000;

export function drawHerd(run: HerdRun, figures: HerdFigures): string {
  const { scenario, seats, seed, cores, probeActiveMs, atMend } = run;
  const isStart = scenario.fault === "start";
  const from = isStart ? 0 : -beforeMs;
  const wanted = atMend + (Number.isFinite(figures.maxMs) ? figures.maxMs : scenario.watchedS * 1_000) + afterMs;
  const binMs = wanted - from > 200_000 ? 5_000 : wanted - from < 30_000 ? 500 : 1_000;
  const to = from + Math.ceil((wanted - from) / binMs) * binMs;
  const perS = (at: readonly number[]) => countPerBin(at, from, to, binMs).map((count) => (count * 1_000) / binMs);
  const of = (record: ServerRecord, kind: ArrivalKind, isSeen: boolean) =>
    perS(record.arrivals.flatMap((one) => (one.kind === kind && one.isSeen === isSeen ? [one.at] : [])));

  const expected: Series[] =
    figures.expectedPerS === null
      ? []
      : [{ name: "by the design's words", look: "line", values: expectedPerS(run, perS) }];
  const knocks: Panel = {
    label: isStart ? "new sockets at main, per second" : "new sockets asked of main, per second",
    series: [
      { name: "main is there", look: "main", values: of(run.main, "connect", true) },
      ...(isStart ? [] : [{ name: "main is away", look: "faint", values: of(run.main, "connect", false) } as const]),
      ...expected,
    ],
  };
  const back = run.returnedMs.flatMap((ms) => (ms === null ? [] : [ms + atMend]));
  let count = 0;
  const returned: Panel = {
    label: "seats that were back, %",
    series: [
      {
        name: "ready again everywhere",
        look: "main",
        values: countPerBin(back, from, to, binMs).map((more) => Math.round((1_000 * (count += more)) / seats) / 10),
      },
    ],
  };
  const other: Panel = {
    label: `requests at ${scenario.servers.length === 1 ? "backup, which lives on" : "backup"}, per second`,
    series: [
      { name: "OPTIONS", look: "main", values: of(run.backup, "OPTIONS", true) },
      { name: "INVITE", look: "line", values: of(run.backup, "INVITE", true) },
    ],
  };
  return drawPlot({
    title: scenario.title,
    caption: [
      `${seats.toLocaleString("en-US")} real cores in virtual time, seed ${seed}; the servers are simulated with ${cores} processors each and the costs`,
      `measured on Asterisk 22. Chosen server probed after ${probeActiveMs / 1_000} s of silence. Nothing here ran on a network.`,
    ],
    panels: [knocks, returned, other],
    fromS: from / 1_000,
    binS: binMs / 1_000,
    marks: isStart
      ? []
      : [
          { atS: 0, name: scenario.fault === "dropSockets" ? "dropped" : "away" },
          ...(atMend > 0 ? [{ atS: atMend / 1_000, name: "back" }] : []),
        ],
  });
}

/** Every try, the last one of each seat included, as the design's words make them for ten fleets. */
function expectedPerS(run: HerdRun, perS: (at: readonly number[]) => number[]): number[] {
  const fleets = 10;
  const tries = expectTries(fleets * run.seats, run.atMend, run.scenario.servers.length === 1);
  return perS(tries.flat()).map((count) => count / fleets);
}
