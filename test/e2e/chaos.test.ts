/** A slice of ring 3: the built app between two Asterisk servers that fail in every way there is on this machine. */
import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAppRing } from "../chaos/app/app-ring.ts";
import { openAppStage, type AppStage } from "../chaos/app/play-on-app.ts";
import { describeFailure, runRing } from "../chaos/run-ring.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";

const schedules = 2;

describeWithAsterisk(
  "chaos",
  () => {
    let stage: AppStage;

    beforeAll(async () => {
      stage = await openAppStage();
    });

    afterAll(async () => {
      await stage?.close();
    });

    it(`keeps every promise on ${schedules} schedules of faults through the app`, { timeout: 600_000 }, async () => {
      const firstSeed = Number(process.env["TANDEM_SEED"] ?? randomInt(2 ** 31 - 1_000));
      const { totals, failures } = await runRing(createAppRing(stage, "short"), {
        firstSeed,
        schedules,
        atEnd: Infinity,
        onPlayed: () => undefined,
      });
      expect(failures.map((failure) => describeFailure(failure, "app-short")).join("\n\n")).toBe("");
      expect(totals.schedules).toBe(schedules);
    });
  },
  "chromium",
  "iptables",
  "iproute2",
);
