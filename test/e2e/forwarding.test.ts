/** Calls sent on through real servers: the caller reaches the other number, and the phone does not ring. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { noForwarding, type Forwarding } from "../../shared/model/forwarding.ts";
import type { AsteriskServer } from "../testbed/asterisk-server.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";
import { untilRinging } from "./until-ringing.ts";

const echo = { isOn: true, to: "600" };

describeWithAsterisk(
  "calls that are sent on",
  () => {
    let testbed: Testbed;
    let app: TandemApp;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchApp({ policy: testbed.policyDocument("1007") });
      await app.until("both registered", ({ reachability }) => reachability === "all", 25_000);
    });
    afterEach(async () => {
      await choose({});
      await hangUpAll(app);
    });
    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    async function choose(part: Partial<Forwarding>): Promise<void> {
      await app.command({ type: "settings.change", change: { forwarding: { ...noForwarding, ...part } } });
    }

    const answeredBy = (server: AsteriskServer, key: string) =>
      server
        .callsLog()
        .filter((line) => line.key === key || line.extension === "600")
        .filter(({ event }) => event === "answered").length;

    it("the operator types the number in the settings, switches it on, and the window says so", async () => {
      const { page } = app;
      await page.getByRole("button", { name: "Settings" }).click();
      const rule = page.getByRole("group", { name: "Send calls on" });
      await rule.getByRole("checkbox", { name: "All calls" }).check();
      expect(await rule.getByText("Type the number first.").isVisible()).toBe(true);
      await rule.getByRole("textbox").first().fill("6 0-0");
      await rule.getByRole("checkbox", { name: "All calls" }).check();
      await app.until("it is chosen", ({ settings }) => settings.forwarding.always.to === "600");
      await page.getByText("All calls are sent on to 600.", { exact: false }).first().waitFor();
      const call = placeIncoming({ server: testbed.main, to: "1007", fromNumber: "0340000001" });
      expect(await call.whenDecided(10_000)).toBe("ANSWER");
      await app.until("it is in the list", ({ calls }) => calls.some(({ end }) => end?.reason === "forwarded"));
      expect(answeredBy(testbed.main, call.id)).toBe(1);
      await call.hangUp();
    });

    it.each(["main", "backup"] as const)("one that nobody answers is sent on by %s after its time", async (name) => {
      await choose({ unanswered: echo, unansweredAfterS: 5 });
      const call = placeIncoming({ server: testbed[name], to: "1007", fromNumber: "0340000002" });
      const id = await untilRinging(app);
      await app.until("it was sent on", () => app.call(id).end?.reason === "forwarded", 8_000);
      expect(await call.whenDecided(5_000)).toBe("ANSWER");
      const { atStarted, atEnded } = app.call(id);
      expect((atEnded ?? 0) - atStarted).toBeGreaterThanOrEqual(5_000);
      await call.hangUp();
    });

    it("one that comes while another call is up goes there, and the talk is not disturbed", async () => {
      await choose({ busy: echo });
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
