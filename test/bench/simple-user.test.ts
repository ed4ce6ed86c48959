/** For comparison: how long SIP.js's own SimpleUser, which knows one server, waits on one that died silently. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { recordFigure } from "../e2e/record-figure.ts";
import { isBench, mend, strike, trialCount } from "../e2e/trials.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { openBaseline, type BaselinePage } from "./open-baseline.ts";

const user = "1002";
const silentForMs = 5_000;
/** Five dials of some 32 s each. */
const trialsTimeoutMs = 400_000;

describeWithAsterisk(
  "SIP.js SimpleUser with its defaults",
  () => {
    let testbed: Testbed;

    beforeAll(async () => {
      testbed = await startTestbed();
    });

    afterAll(async () => {
      await testbed?.stop();
    });

    /** A page of its own for every dial, so that nothing of one outage is left for the next. */
    async function open(): Promise<BaselinePage> {
      const baseline = await openBaseline(testbed.main, user);
      onTestFinished(baseline.close);
      return baseline;
    }
    const target = () => `sip:600@${testbed.main.domain}`;

    it("is answered by a healthy server at once", async () => {
      const { page } = await open();
      const { how, ms } = await page.evaluate((number) => window.baseline.dial(number), target());
      expect(how).toBe("answered");
      expect(ms).toBeLessThan(silentForMs);
      await page.evaluate(() => window.baseline.hangUp());
    });

    it("says nothing for 5 s of a dial to a frozen or cut-off server", { timeout: trialsTimeoutMs }, async () => {
      const values: number[] = [];
      for (let trial = 0; trial < trialCount(5, 1); trial += 1) {
        const fault = trial % 2 === 0 ? "freeze" : "blackHole";
        const { page, close } = await open();
        await strike(testbed.main, fault);
        try {
          const dialled = page.evaluate((number) => window.baseline.dial(number), target());
          await sleep(silentForMs);
          expect(await page.evaluate(() => window.baseline.outcome())).toBe(null);
          if (isBench()) values.push((await dialled).ms);
          else dialled.catch(() => undefined);
        } finally {
          await close();
          await mend(testbed.main, fault);
        }
      }
      if (values.length === 0) return;
      recordFigure({
        figure: "SIP.js SimpleUser, for comparison: dial to giving up on a silent server",
        unit: "ms",
        values,
        limit: null,
        note: "With its defaults, the server frozen or cut off right before the dial. It knows no second server to ring.",
      });
    });
  },
  "chromium",
  "iptables",
);
