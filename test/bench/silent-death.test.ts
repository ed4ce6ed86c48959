/** What a silent death of the chosen server adds to the time from a dial to its ringing, healthy dials beside it. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchApp, type TandemApp } from "../e2e/launch-app.ts";
import { recordFigure } from "../e2e/record-figure.ts";
import { linesOf, median, mend, settle, strike, trialCount, withRoom } from "../e2e/trials.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { createSeededDice } from "./seeded-dice.ts";

const failbackAfterMs = 1_000;
/** The death comes U(0, this) after the last word with the server: anywhere between two probes. */
const probeSpreadMs = 2_000;
/** The dial comes U(0, this) after the death. */
const dialSpreadMs = 3_000;
const usuallyAddedMs = 700;
const longestAddedMs = 1_200;
/** A dial that has not rung by then is written down as having taken this long. */
const patienceMs = 10_000;
/** Twice sixty dials of some five seconds each. */
const trialsTimeoutMs = 1_800_000;

type Dial = { readonly attemptId: string; readonly ms: number; readonly servers: readonly string[] };

describeWithAsterisk(
  "dials after a silent death",
  () => {
    let testbed: Testbed;
    let app: TandemApp;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchApp({ policy: { ...testbed.policyDocument("1005"), failover: { failbackAfterMs } } });
      await app.until("both registered", ({ reachability }) => reachability === "all");
      await app.until("both measured", ({ servers }) => servers.every(({ rttMs }) => rttMs !== null), 20_000);
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    /** Dials a callee who answers half a second after the first ring. */
    async function dial(): Promise<Dial> {
      const at = Date.now();
      const id = await app.dial("608");
      await app.until("an answer", () => app.call(id).state === "active", patienceMs).catch(console.error);
      const rang = app.feed.seen.find(({ event }) => event.type === "call.ringing" && event.call.id === id);
      const { attemptId, attempts } = app.call(id);
      return { attemptId, ms: (rang?.at ?? at + patienceMs) - at, servers: attempts.map(({ serverId }) => serverId) };
    }

    async function dialAfterDeath(fault: "freeze" | "blackHole", waitMs: number): Promise<Dial> {
      await strike(testbed.main, fault);
      try {
        await sleep(waitMs);
        return await dial();
      } finally {
        await mend(testbed.main, fault);
      }
    }

    /** How many callees of this dial rang, or answered: the log may hold the line of one call twice. */
    const countCalls = ({ attemptId }: Dial, event: "ringing" | "answered"): number => {
      const { main, backup } = linesOf(testbed, attemptId);
      return new Set([...main, ...backup].filter((line) => line.event === event).map(({ callId }) => callId)).size;
    };

    it(
      "ring once, are answered once, and ring little later than healthy ones",
      { timeout: trialsTimeoutMs },
      async () => {
        const dice = createSeededDice();
        const healthy: Dial[] = [];
        const silent: Dial[] = [];
        await dial();
        await settle(app);
        for (let pair = 0; pair < trialCount(60, 2); pair += 1) {
          healthy.push(await dial());
          await settle(app);
          await sleep(dice.uniform(0, probeSpreadMs));
          silent.push(await dialAfterDeath(pair % 2 === 0 ? "freeze" : "blackHole", dice.uniform(0, dialSpreadMs)));
          await settle(app);
        }
        // The line of an answer is written up to half a second after it.
        await sleep(1_000);
        const added = recordTimes(healthy, silent, dice.seed);
        const rings = silent.map((each) => countCalls(each, "ringing"));
        const answers = silent.map((each) => countCalls(each, "answered"));
        recordCount("callees rung per dial, after a silent death", rings);
        recordCount("answered calls per dial, after a silent death", answers);
        const ofHealthy = healthy.flatMap((each) => [countCalls(each, "ringing"), countCalls(each, "answered")]);
        expect([...new Set([...rings, ...answers, ...ofHealthy])]).toEqual([1]);
        expect(median(added)).toBeLessThanOrEqual(withRoom(usuallyAddedMs));
      },
    );
  },
  "chromium",
  "iptables",
);

const conditions =
  `failbackAfterMs ${failbackAfterMs.toLocaleString("en-US")}, in one run: a healthy dial and one after a silent death ` +
  "in turn, by a seat that knows both round trips.";

/** @returns what each dial after a silent death took longer, ms. */
function recordTimes(healthy: readonly Dial[], silent: readonly Dial[], seed: number): number[] {
  const usualMs = median(healthy.map(({ ms }) => ms));
  const added = silent.map(({ ms }) => ms - usualMs);
  const unnoticed = silent.filter(({ servers }) => servers[0] === "main");
  recordFigure({
    figure: "dial to ringing, both servers healthy",
    unit: "ms",
    values: healthy.map(({ ms }) => ms),
    limit: null,
    note: conditions,
  });
  recordFigure({
    figure: "dial to ringing, after a silent death",
    unit: "ms",
    values: silent.map(({ ms }) => ms),
    limit: null,
    seed,
    note:
      "In the same run. Dialled U(0, 3 s) after the chosen server was frozen (half) or cut off (half); " +
      `${silent.length - unnoticed.length} of ${silent.length} times the app had noticed before the dial.`,
  });
  recordFigure({
    figure: "added time to ringing after a silent death",
    unit: "ms",
    values: added,
    limit: [
      { of: "p95", atMost: usuallyAddedMs },
      { of: "max", atMost: longestAddedMs },
    ],
    seed,
    note:
      "Each dial after a silent death less the median of the run's healthy dials: taken from its neighbour alone, one " +
      "slow healthy dial would flatter the one beside it.",
  });
  return added;
}

function recordCount(figure: string, values: readonly number[]): void {
  recordFigure({ figure, unit: "count", values: [...values], limit: { of: "max", atMost: 1 } });
}
