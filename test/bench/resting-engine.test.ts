/** What the engine costs an operator who waits for a call with the window closed: processor time and memory. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { launchApp, type TandemApp } from "../e2e/launch-app.ts";
import { recordFigure } from "../e2e/record-figure.ts";
import { median, trialCount } from "../e2e/trials.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { enginePage, openBrowserLine, withBrowserLine, type BrowserLine } from "./browser-line.ts";
import { readCpuMs } from "./process-times.ts";

/** What starting left to do is done by then. */
const calmMs = trialCount(60_000, 2_000);
const Heap = z.object({ usedSize: z.number() });

describeWithAsterisk(
  "the engine alone in the tray",
  () => {
    let testbed: Testbed;
    let app: TandemApp;
    let browser: BrowserLine;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchApp({
        policy: testbed.policyDocument("1007"),
        env: { ...withBrowserLine, TANDEM_LOG: "" },
        flags: ["--hidden"],
      });
      await app.until("both registered", (snapshot) => snapshot.reachability === "all");
      browser = await openBrowserLine(app);
      await sleep(calmMs);
    });

    afterAll(async () => {
      browser?.close();
      await app?.close();
      await testbed?.stop();
    });

    const engine = async (): Promise<string> => (await browser.findPage(enginePage)) ?? "no engine page";
    const readHeapMb = async (): Promise<number> =>
      Heap.parse(await browser.ask(await engine(), "Runtime.getHeapUsage")).usedSize / 1e6;

    it("takes little of one core and of memory, both registered and no call", { timeout: 300_000 }, async () => {
      const durationMs = trialCount(60_000, 5_000);
      const [pid, ...others] = await browser.pageProcesses();
      if (pid === undefined || others.length > 0) throw new Error(`not one page but ${others.length + 1}`);
      const shares: number[] = [];
      const heaps: number[] = [];
      for (let slice = 0; slice < trialCount(3, 1); slice += 1) {
        const before = readCpuMs(pid);
        const at = performance.now();
        await sleep(durationMs);
        shares.push((100 * (readCpuMs(pid) - before)) / (performance.now() - at));
        heaps.push(await readHeapMb());
      }
      await browser.ask(await engine(), "HeapProfiler.collectGarbage");
      const alive = await readHeapMb();
      expect(app.feed.snapshot().reachability).toBe("all");
      recordFigure({
        figure: "engine alone in the tray, share of one core",
        unit: "%",
        values: shares,
        limit: { of: "max", atMost: 0.5 },
        note:
          `User and system time of the engine's whole process over ${durationMs / 1_000} s each (10 ms steps), window ` +
          "closed, both registered, no call, probing as by default. In the stand-in each message from main costs the " +
          "page a function called through DevTools.",
      });
      recordFigure({
        figure: "engine alone in the tray, JavaScript heap",
        unit: "MB",
        values: heaps,
        limit: { of: "max", atMost: 30 },
        note: "Used size as it stands at the end of each, no collection forced before it.",
      });
      recordFigure({
        figure: "engine alone in the tray, JavaScript heap after a collection",
        unit: "MB",
        values: [alive],
        limit: null,
      });
      expect(Math.max(...heaps)).toBeLessThanOrEqual(30);
      expect(median(shares)).toBeLessThanOrEqual(trialCount(5, 10));
    });
  },
  "chromium",
);
