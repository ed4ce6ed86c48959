/** A real server asks the phone to answer by itself: it does so only where the policy says so, after a warning. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { setTimeout as sleep } from "node:timers/promises";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { bothWays, describeVoice, openEar, withEar } from "./hear-audio.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";
import { untilRinging } from "./until-ringing.ts";

const header = { name: "Alert-Info", value: "<http://127.0.0.1>\\;info=alert-autoanswer\\;delay=0" };

describeWithAsterisk(
  "a call that is to be answered by itself",
  () => {
    let testbed: Testbed;
    let app: TandemApp;

    beforeAll(async () => {
      testbed = await startTestbed();
    });
    afterEach(async () => {
      await hangUpAll(app);
      await app.close();
    });
    afterAll(() => testbed?.stop());

    async function sitDown(failover: object): Promise<void> {
      app = await launchApp({ policy: { ...testbed.policyDocument("1007"), failover }, env: withEar });
      await app.until("both registered", ({ reachability }) => reachability === "all", 25_000);
    }

    it("is, two seconds after its warning, and both hear each other", async () => {
      await sitDown({ autoAnswer: "on" });
      placeIncoming({ server: testbed.main, to: "1007", fromNumber: "0340000001", header, audio: "echo" });
      const id = await untilRinging(app);
      const { atAutoAnswer, atStarted } = app.call(id);
      expect(atAutoAnswer).toBe(atStarted + 2_000);
      await app.until("it talks", () => app.call(id).state === "active");
      expect((app.call(id).atAnswered ?? 0) - atStarted).toBeGreaterThanOrEqual(2_000);
      const ear = await openEar(app);
      await expect.poll(async () => (await ear.listen(1_200)).map(describeVoice)).toEqual([bothWays]);
      ear.close();
    });

    it("rings like any other where nobody allowed it", async () => {
      await sitDown({});
      placeIncoming({ server: testbed.main, to: "1007", fromNumber: "0340000002", header });
      const id = await untilRinging(app);
      await sleep(3_500);
      expect(app.call(id)).toMatchObject({ state: "ringing", atAutoAnswer: null });
    });
  },
  "chromium",
);
