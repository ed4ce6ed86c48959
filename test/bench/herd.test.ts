/** A whole office of real phones, without screens, loses its main server and finds it again; the other one is timed meanwhile. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recordFigure } from "../e2e/record-figure.ts";
import { trialCount } from "../e2e/trials.ts";
import { atMost, expectTries, peakOfReturns } from "../herd/expected-curve.ts";
import { expectedFleets, peakWithin, quantile } from "../herd/read-curve.ts";
import { namesOfCrowd } from "../testbed/accounts.ts";
import type { AsteriskServer } from "../testbed/asterisk-server.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { startFleet, type Fleet } from "./herd/fleet.ts";
import { startSurvivorMeter, type MeteredMethod, type SurvivorMeter } from "./herd/survivor-meter.ts";
import { createSeededDice } from "./seeded-dice.ts";

const seats = trialCount(400, 40);
const processes = trialCount(4, 1);
/** Main is started again so long after it was killed, and then has to boot. */
const awayMs = trialCount(10_000, 1_000);
const startsOverMs = trialCount(20_000, 2_000);
/** The survivor is judged by so long before the crash, and as long after it. */
const judgedMs = trialCount(15_000, 4_000);
const herd = `herd of ${seats}`;
/** Asterisk needs one to three seconds to boot here; a seat that just missed it comes U(10, 20) s after its second try. */
const backWithinS = 30;
const mostOfBefore = 300;
/** What a server answers sooner than this is no sign of load where tests run beside it. */
const quietMs = 50;
const patienceMs = 150_000;

describeWithAsterisk("the herd", () => {
  let testbed: Testbed;
  let fleet: Fleet;
  let meter: SurvivorMeter;
  const dice = createSeededDice();

  beforeAll(async () => {
    testbed = await startTestbed({ crowd: seats });
    const documents = namesOfCrowd(seats).map((user) => testbed.policyDocument(user));
    fleet = startFleet({ documents, processes, seed: dice.seed, overMs: startsOverMs });
    await fleet.untilAllReachable(patienceMs);
    meter = await startSurvivorMeter(testbed.backup);
  }, 2 * patienceMs);

  afterAll(async () => {
    await meter?.stop();
    await fleet?.stop();
    await testbed?.stop();
  });

  const wireOf = (server: AsteriskServer, what: string, from: number, to = Number.POSITIVE_INFINITY) =>
    fleet.wire.flatMap((one) =>
      one.url === server.wssUrl && one.what === what && one.at >= from && one.at < to ? [one.at] : [],
    );

  it(
    "is back as the design says, asks for no more than that, and the other server hardly feels it",
    { timeout: 2 * patienceMs },
    async () => {
      // A probe of every seat and a first call of the meter are not what is usual.
      await sleep(trialCount(6_000, 1_500));
      await sleep(judgedMs);
      const atCrash = Date.now();
      await testbed.main.crash();
      await sleep(awayMs);
      await testbed.main.start();
      const atBack = Date.now();
      await sleep(Math.max(0, judgedMs - (Date.now() - atCrash)));
      await fleet.untilAllReachable(patienceMs).catch(console.error);
      await meter.stop();

      const returnedS = returnedAfterS(fleet, atCrash, atBack);
      const knocks = wireOf(testbed.main, "connect", atBack);
      const expectedPerS = peakOfReturns(expectTries(expectedFleets * seats, atBack - atCrash, true));
      const mostPerS = Math.ceil(atMost(expectedPerS));
      const refusals = fleet.wire.filter(({ what }) => what.startsWith("503 ")).length;
      recordReturn({ returnedS, peak: peakWithin(knocks, 1_000), expectedPerS, mostPerS, refusals, seed: dice.seed });
      recordRequests(atCrash);
      const medians = (["OPTIONS", "REGISTER", "INVITE"] as const).map((method) =>
        recordAnswers(meter, method, atCrash),
      );

      expect(returnedS).toHaveLength(seats);
      expect(Math.max(...returnedS)).toBeLessThanOrEqual(2 * backWithinS);
      expect(peakWithin(knocks, 1_000)).toBeLessThanOrEqual(mostPerS);
      expect(refusals).toBe(0);
      expect(fleet.troubles()).toEqual([]);
      expect(meter.answers.OPTIONS.filter(({ code }) => code !== 200)).toEqual([]);
      expect(meter.answers.INVITE.filter(({ code }) => code !== 200)).toEqual([]);
      // The servers' own word for it.
      expect(await Promise.all([countContacts(testbed.main), countContacts(testbed.backup)])).toEqual([seats, seats]);
      // A p95 of a busy machine is its neighbours'; so is a median of a few ms.
      for (const { before, after } of medians) expect(after).toBeLessThanOrEqual(Math.max(quietMs, 3 * before));
    },
  );

  function recordRequests(atCrash: number): void {
    for (const [method, note] of [
      ["OPTIONS", "Main was the chosen server before, backup is now: probed every 2 s instead of every 5."],
      ["REGISTER", "Refreshes alone; each is one request or two."],
    ] as const) {
      const peak = (from: number, to: number) => peakWithin(wireOf(testbed.backup, method, from, to), 1_000);
      recordFigure({
        figure: `${herd}: ${method} at the surviving server in its busiest second, from the crash on`,
        unit: "count",
        values: [peak(atCrash, atCrash + judgedMs)],
        limit: null,
        note: `${note} In as long before the crash: ${peak(atCrash - judgedMs, atCrash)}.`,
      });
    }
  }
});

/** @returns for each seat that is back how long after `atBack` it was ready on main again, s. */
function returnedAfterS(fleet: Fleet, atCrash: number, atBack: number): number[] {
  const last = new Map<number, number | null>();
  for (const { seat, serverId, at, isReady } of fleet.ready) {
    if (serverId !== "main" || at < atCrash) continue;
    if (!isReady) last.set(seat, null);
    else if ((last.get(seat) ?? null) === null) last.set(seat, at);
  }
  // A server takes its first seats before it says that it has booted.
  return [...last.values()].flatMap((at) => (at === null ? [] : [Math.max(0, at - atBack) / 1_000]));
}

async function countContacts(server: AsteriskServer): Promise<number> {
  const said = await server.cli("pjsip show contacts");
  return new Set([...said.matchAll(/Contact:\s+(2\d{4})\//g)].map(([, user]) => user)).size;
}

type Return = {
  readonly returnedS: readonly number[];
  readonly peak: number;
  readonly expectedPerS: number;
  readonly mostPerS: number;
  readonly refusals: number;
  readonly seed: number;
};

function recordReturn({ returnedS, peak, expectedPerS, mostPerS, refusals, seed }: Return): void {
  const stage =
    `${seats} headless engines in ${processes} process(es) with two WSS sockets each, on the same two processors as both ` +
    `servers. Main killed, started again ${awayMs / 1_000} s later.`;
  recordFigure({
    figure: `${herd}: main booted to a seat ready on it again`,
    unit: "s",
    values: returnedS.length === 0 ? [patienceMs / 1_000] : [...returnedS],
    limit: { of: "max", atMost: backWithinS },
    note: `${stage} ${returnedS.length} of ${seats} seats came back. Every seat was reachable through the other server meanwhile.`,
    seed,
  });
  recordFigure({
    figure: `${herd}: new sockets asked of main in its busiest second, once back`,
    unit: "count",
    values: [peak],
    limit: { of: "max", atMost: mostPerS },
    note: `By the words of the design ${expectedPerS.toFixed(0)}; five standard deviations of chance are allowed on top.`,
  });
  recordFigure({
    figure: `${herd}: answers 503 to any seat`,
    unit: "count",
    values: [refusals],
    limit: { of: "max", atMost: 0 },
  });
}

const meant: Readonly<Record<MeteredMethod, string>> = {
  OPTIONS: "20 a second by a client of its own, answered 200",
  REGISTER: "4 a second by a client of its own, challenge included",
  INVITE: "1 a second by a client of its own, to the 200 of an echo, challenge included",
};

/** @returns the medians before and after the crash, ms. */
function recordAnswers(
  meter: SurvivorMeter,
  method: MeteredMethod,
  atCrash: number,
): { readonly before: number; readonly after: number } {
  const within = (from: number, to: number) =>
    meter.answers[method].flatMap(({ at, ms }) => (at >= from && at < to ? [ms] : []));
  const before = within(atCrash - judgedMs, atCrash);
  const after = within(atCrash, atCrash + judgedMs);
  const show = (values: readonly number[]) =>
    `p50 ${quantile(values, 0.5).toFixed(1)} ms, p95 ${quantile(values, 0.95).toFixed(1)} ms of ${values.length}`;
  recordFigure({
    figure: `${herd}: the survivor's p95 answer to ${method} after the crash, of its p95 before`,
    unit: "%",
    values: [(100 * quantile(after, 0.95)) / quantile(before, 0.95)],
    limit: { of: "max", atMost: mostOfBefore },
    note: `${meant[method]}. In ${judgedMs / 1_000} s before: ${show(before)}; in ${judgedMs / 1_000} s after: ${show(after)}.`,
  });
  return { before: quantile(before, 0.5), after: quantile(after, 0.5) };
}
