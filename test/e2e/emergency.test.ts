/** An emergency number dialled in the window, whatever is switched off, forbidden, drained or dead. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import type { Call } from "../../shared/model/call.ts";
import { ServerId } from "../../shared/model/ids.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";

const patienceMs = 15_000;

describeWithAsterisk(
  "an emergency number in the window",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;

    beforeAll(async () => {
      testbed = await startTestbed();
      const dialing = { emergency: ["110"], forbidden: ["^1"] };
      app = await launchWithPlaywright({ policy: { ...testbed.policyDocument("1010"), dialing } });
      await bothReady();
    });
    afterEach(() => hangUpAll(app));
    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    const bothReady = () => app.until("both registered", ({ reachability }) => reachability === "all", 25_000);

    async function dialInWindow(number: string): Promise<void> {
      const field = (await app.window()).getByRole("textbox", { name: "Name or number" });
      await field.fill(number);
      await field.press("Enter");
    }

    async function untilAnswered(): Promise<Call> {
      const isAnswered = ({ state, remote }: Call) => state === "active" && remote.number === "110";
      const { snapshot } = await app.until("it is answered", ({ calls }) => calls.some(isAnswered), patienceMs);
      const call = snapshot.calls.find(isAnswered);
      if (call === undefined) throw new Error("not answered");
      return call;
    }

    it("passes the rule that forbids its like, do not disturb, and the drain of every server", async () => {
      await app.command({ type: "presence.setDnd", on: true });
      for (const id of ["main", "backup"]) {
        await app.command({ type: "server.drain", serverId: ServerId.parse(id) });
      }
      await dialInWindow("111");
      const window = await app.window();
      await window.locator(".refusal").getByText("do not allow calls to 111", { exact: false }).waitFor();
      await dialInWindow("110");
      expect(await untilAnswered()).toMatchObject({ serverId: "main" });
      await app.command({ type: "presence.setDnd", on: false });
      for (const id of ["main", "backup"]) {
        await app.command({ type: "server.undrain", serverId: ServerId.parse(id) });
      }
    });

    it("goes on to the next server when the first is silent, and the window says through which", async () => {
      testbed.main.freeze();
      try {
        await dialInWindow("110");
        expect(await untilAnswered()).toMatchObject({ serverId: "backup" });
        await (await app.window()).getByText("via Backup").first().waitFor();
      } finally {
        testbed.main.thaw();
      }
    });
  },
  "chromium",
);
