/** Calls sent on through real servers: the caller reaches the other number, and the phone does not ring. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { AsteriskServer } from "../testbed/asterisk-server.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { untilRinging } from "./until-ringing.ts";

const rules = { always: "All calls", busy: "Calls while I am busy", unanswered: "Calls nobody answers" };

describeWithAsterisk(
  "calls that are sent on",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let page: Page;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchWithPlaywright({ policy: testbed.policyDocument("1007") });
      await app.until("both registered", ({ reachability }) => reachability === "all", 25_000);
      page = await app.window();
      await page.getByRole("button", { name: "Settings", exact: true }).click();
    });
    afterEach(async () => {
      for (const rule of Object.values(rules)) await turn(rule, false);
      await hangUpAll(app);
    });
    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    /** As the operator does it: the number, and the switch. */
    async function sendOn(rule: string): Promise<void> {
      await ruleNamed(rule).getByRole("textbox").fill("600");
      await turn(rule, true);
    }

    async function turn(rule: string, isOn: boolean): Promise<void> {
      const box = ruleNamed(rule).getByRole("checkbox");
      if ((await box.isChecked()) !== isOn) await box.click();
      await expect.poll(() => box.isChecked()).toBe(isOn);
    }

    const ruleNamed = (rule: string) =>
      page.locator(".field").filter({ has: page.getByRole("checkbox", { name: rule, exact: true }) });

    const answeredBy = (server: AsteriskServer, key: string) =>
      server
        .callsLog()
        .filter((line) => line.key === key || line.extension === "600")
        .filter(({ event }) => event === "answered").length;

    it("the operator switches it on without a number, is asked for it, and the window says where calls go", async () => {
      const rule = ruleNamed(rules.always);
      await rule.getByRole("checkbox").click();
      await rule.getByText("Type the number first.").waitFor();
      await page.keyboard.type("6 0-0");
      await turn(rules.always, true);
      await app.until("it is chosen", ({ settings }) => settings.forwarding.always.to === "600");
      await page.getByText("All calls are sent on to 600.", { exact: false }).first().waitFor();
      const call = placeIncoming({ server: testbed.main, to: "1007", fromNumber: "0340000001" });
      expect(await call.whenDecided(10_000)).toBe("ANSWER");
      await app.until("it is in the list", ({ calls }) => calls.some(({ end }) => end?.reason === "forwarded"));
      await expect.poll(() => answeredBy(testbed.main, call.id)).toBe(1);
      await call.hangUp();
    });

    it.each(["main", "backup"] as const)("one that nobody answers is sent on by %s after its time", async (name) => {
      await sendOn(rules.unanswered);
      await page.getByLabel("After", { exact: true }).selectOption("5");
      await app.until("it is chosen", ({ settings }) => settings.forwarding.unansweredAfterS === 5);
      const call = placeIncoming({ server: testbed[name], to: "1007", fromNumber: "0340000002" });
      const id = await untilRinging(app);
      await app.until("it was sent on", () => app.call(id).end?.reason === "forwarded", 8_000);
      expect(await call.whenDecided(5_000)).toBe("ANSWER");
      const { atStarted, atEnded } = app.call(id);
      expect((atEnded ?? 0) - atStarted).toBeGreaterThanOrEqual(5_000);
      await call.hangUp();
    });

    it("one that comes while another call is up goes there, and the talk is not disturbed", async () => {
      await sendOn(rules.busy);
      const first = placeIncoming({ server: testbed.main, to: "1007", fromNumber: "0340000003" });
      const id = await untilRinging(app);
      await app.command({ type: "call.answer", callId: id });
      await app.until("it talks", () => app.call(id).state === "active");
      const second = placeIncoming({ server: testbed.backup, to: "1007", fromNumber: "0340000004" });
      expect(await second.whenDecided(10_000)).toBe("ANSWER");
      expect(app.call(id)).toMatchObject({ state: "active", held: false });
      await Promise.all([first.hangUp(), second.hangUp()]);
    });
  },
  "chromium",
);
