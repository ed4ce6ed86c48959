/** A caller is parked on the real server, waits there for anybody, and is taken back by one press; what cannot be parked stays. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { parkingDocument } from "../builders/parking-document.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming, type IncomingCall } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { untilRinging } from "./until-ringing.ts";

const patienceMs = 20_000;

describeWithAsterisk(
  "parking",
  () => {
    let testbed: Testbed;
    let desk: WindowedApp;
    let window: Page;

    const parked = () => desk.feed.snapshot().parking?.parked.map(({ serverId, slot }) => `${serverId} ${slot}`);
    const lot = (server: "main" | "backup") => testbed[server].cli("parking show default");
    const talkThrough = async (server: "main" | "backup") => {
      const caller = placeIncoming({ server: testbed[server], to: "1006", fromNumber: "0311112222" });
      const callId = await untilRinging(desk);
      await desk.command({ type: "call.answer", callId });
      await desk.until("talking", () => desk.call(callId).state === "active");
      return { caller, callId };
    };
    const isWaiting = async (caller: IncomingCall) => !(await caller.isFinished());

    beforeAll(async () => {
      testbed = await startTestbed();
      const policy = {
        ...testbed.policyDocument("1006"),
        ...parkingDocument,
        failover: { subscribeSpreadMs: 0, probeActiveMs: 500 },
      };
      desk = await launchWithPlaywright({ policy });
      await desk.until("registered", ({ reachability }) => reachability === "all", 25_000);
      window = await desk.window();
    });
    afterEach(async () => {
      await hangUpAll(desk);
      for (const server of [testbed.main, testbed.backup]) await server.hangUpAll();
    });
    afterAll(async () => {
      await desk?.close();
      await testbed?.stop();
    });

    it("puts the caller into the lot of the call's own server, shows it, and takes it back with one press", async () => {
      const { caller, callId } = await talkThrough("backup");
      await window.getByRole("button", { name: "Transfer" }).click();
      await window.getByRole("button", { name: "Park", exact: true }).click();
      await desk.until("parked", () => desk.call(callId).end?.reason === "transferred", patienceMs);
      await expect.poll(parked, { timeout: patienceMs }).toEqual(["backup 701"]);
      expect([await isWaiting(caller), (await lot("backup")).includes("701")]).toEqual([true, true]);
      await window.getByText(/^A call waits at 701 on Backup/u).waitFor();
      await window.getByRole("button", { name: "Take the call at 701 on Backup" }).click();
      const isBack = ({
        state,
        remote,
      }: {
        readonly state: string;
        readonly remote: { readonly number: string | null };
      }) => state === "active" && remote.number === "701";
      const { snapshot } = await desk.until("taken back", ({ calls }) => calls.some(isBack), patienceMs);
      expect([snapshot.calls.find(isBack)?.serverId, await isWaiting(caller)]).toEqual(["backup", true]);
      await expect.poll(parked, { timeout: patienceMs }).toEqual([]);
    });

    it("a lot without room is not asked, and the caller stays in the operator's hand, in words", async () => {
      for (const _place of parkingDocument.parkingSlots) {
        await testbed.main.cli("channel originate Local/600@operators extension 700@parkedcalls");
      }
      await expect.poll(parked, { timeout: patienceMs }).toEqual(["main 701", "main 702"]);
      const { caller, callId } = await talkThrough("main");
      await window.getByRole("button", { name: "Transfer" }).click();
      await window.getByRole("button", { name: "Park", exact: true }).click();
      await window.getByText("Every parking place on this server is taken.").first().waitFor();
      expect([desk.call(callId).state, await isWaiting(caller)]).toEqual(["active", true]);
    });
  },
  "chromium",
);
