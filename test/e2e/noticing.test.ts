/** How soon the app says that a real server died: crashed, frozen or gone silent, chosen or standing by. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";
import { recordFigure } from "./record-figure.ts";
import { median, mend, settle, strike, trialCount, trialPolicy, withRoom } from "./trials.ts";

describeWithAsterisk(
  "noticing",
  () => {
    let testbed: Testbed;
    let app: TandemApp;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchApp({ policy: { ...testbed.policyDocument("1001"), ...trialPolicy } });
      await app.until("both registered", (snapshot) => snapshot.reachability === "all");
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    const timeout = 600_000;
    const isNotReady = (id: string) => (snapshot: { servers: { id: string; state: string }[] }) =>
      snapshot.servers.some((server) => server.id === id && server.state !== "ready");

    it("registers on both within 1.5 s after the engine's process is up", { timeout }, async () => {
      const values: number[] = [];
      for (let trial = 0; trial < trialCount(10, 1); trial += 1) {
        const other = await launchApp({ policy: { ...testbed.policyDocument("1002"), ...trialPolicy } });
        await other.until("both registered", (snapshot) => snapshot.reachability === "all");
        const said = /every server ready at (\d+) ms/;
        await expect.poll(() => said.test(other.log())).toBe(true);
        values.push(Number(said.exec(other.log())?.[1]));
        await other.close();
      }
      recordFigure({
        figure: "engine's process up to both registered",
        unit: "ms",
        values,
        limit: { of: "max", atMost: 1_500 },
      });
      expect(median(values)).toBeLessThanOrEqual(withRoom(1_500));
    });

    it("shows a crash in the Snapshot within 100 ms", { timeout }, async () => {
      const values: number[] = [];
      for (let trial = 0; trial < trialCount(20, 2); trial += 1) {
        const at = Date.now();
        process.kill(testbed.main.pid() ?? 0, "SIGKILL");
        const seen = await app.until("main not ready", isNotReady("main"));
        values.push(seen.at - at);
        await testbed.main.crash();
        await testbed.main.start();
        await settle(app);
      }
      recordFigure({
        figure: "crash of a server to the Snapshot",
        unit: "ms",
        values,
        limit: { of: "p95", atMost: 100 },
      });
      expect(median(values)).toBeLessThanOrEqual(withRoom(100));
    });

    it.each([
      ["the chosen server", "main", 3_600],
      ["the standby server", "backup", 7_500],
    ] as const)("notices the silent death of %s in time", { timeout }, async (name, id, limitMs) => {
      const values: number[] = [];
      for (let trial = 0; trial < trialCount(20, 2); trial += 1) {
        const fault = trial % 2 === 0 ? "freeze" : "blackHole";
        await sleep(Math.random() * 3_000);
        await app.until(`${id} ready`, (snapshot) => !isNotReady(id)(snapshot));
        const at = Date.now();
        await strike(testbed[id], fault);
        try {
          const seen = await app.until(`${id} not ready`, isNotReady(id), withRoom(limitMs) + 2_000);
          values.push(seen.at - at);
        } finally {
          await mend(testbed[id], fault);
        }
        await settle(app);
      }
      recordFigure({
        figure: `silent death of ${name} noticed`,
        unit: "ms",
        values,
        limit: { of: "p95", atMost: limitMs },
      });
      expect(Math.max(...values)).toBeLessThanOrEqual(withRoom(limitMs));
    });
  },
  "chromium",
  "iptables",
);
