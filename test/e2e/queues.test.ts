/** The seat in real queues on two real servers: in step, put right after an outage, un-paused where a server was to blame. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Queue } from "../../shared/model/agent.ts";
import { agentDocument } from "../builders/agent-document.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { axeComplaints } from "./axe-complaints.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { untilRinging } from "./until-ringing.ts";

const patienceMs = 20_000;
const dndCodes = { dndOn: "*78", dndOff: "*79", dndHint: "dnd-{extension}" };
const undoneWithinMs = 50_000;

describeWithAsterisk(
  "queues",
  () => {
    let testbed: Testbed;
    let desk: WindowedApp;
    let window: Page;

    const sales = (): Queue | undefined => desk.feed.snapshot().agent?.queues[0];
    const states = () => sales()?.servers.map(({ state }) => state);
    /** What the servers' own queues say of the seat. */
    const member = async (server: "main" | "backup") => {
      const line = /^ +PJSIP\/1005 .*$/mu.exec(await testbed[server].cli("queue show 500"))?.[0];
      if (line === undefined) return "out";
      return /\(paused:?(\S*)/u.exec(line)?.[1] ?? "ready";
    };
    const members = async () => [await member("main"), await member("backup")];
    const turnsAway = async (server: "main" | "backup") =>
      (await testbed[server].cli("database show dnd 1005")).includes("/dnd/1005");
    const turnAway = async () => [await turnsAway("main"), await turnsAway("backup")];
    const strip = () => window.locator(".queues-opener");
    const backAgain = async () => {
      await desk.command({ type: "server.probe" });
      await desk.until("main is back", ({ reachability }) => reachability === "all", patienceMs);
    };

    beforeAll(async () => {
      testbed = await startTestbed();
      const policy = {
        ...testbed.policyDocument("1005"),
        ...agentDocument,
        featureCodes: { ...agentDocument.featureCodes, ...dndCodes },
        queueHeader: "X-Queue",
        failover: { subscribeSpreadMs: 0, probeActiveMs: 500 },
      };
      desk = await launchWithPlaywright({ policy });
      await desk.until("registered", ({ reachability }) => reachability === "all", 25_000);
      window = await desk.window();
    });
    afterEach(() => hangUpAll(desk));
    afterAll(async () => {
      await desk?.close();
      await testbed?.stop();
    });

    it("one press logs in on both servers, one pauses with its reason and one goes on, in a call that is not disturbed", async () => {
      await strip().getByText("Logged out of the queues").waitFor();
      const callId = await desk.dial("600");
      await desk.until("it is up", () => desk.call(callId).state === "active");
      await strip().click();
      await window.getByRole("button", { name: "Log in to Sales" }).click();
      await expect.poll(members, { timeout: patienceMs }).toEqual(["ready", "ready"]);
      await strip().getByText("Ready in 1 of 2 queues").waitFor();
      await window.getByRole("button", { name: "Lunch" }).click();
      await expect.poll(members).toEqual(["1", "1"]);
      await window.locator(".queue").getByText("Paused: Lunch").waitFor();
      expect(await axeComplaints(desk)).toEqual([]);
      await window.getByRole("button", { name: "Resume in Sales" }).click();
      await expect.poll(members).toEqual(["ready", "ready"]);
      expect([desk.call(callId).state, desk.call(callId).held]).toEqual(["active", false]);
      const { calls } = desk.feed.snapshot();
      expect(calls.map(({ id }) => id)).toEqual([callId]);
      await expect.poll(async () => [await testbed.main.channels(), await testbed.backup.channels()]).toEqual([1, 0]);
    });

    it("a call that a queue sends says whose it is before it is answered and after, and a direct one says nothing", async () => {
      placeIncoming({ server: testbed.backup, to: "1005", fromNumber: "0355551111" });
      expect(desk.call(await untilRinging(desk)).queue).toBeNull();
      await hangUpAll(desk);
      await testbed.backup.cli("channel originate Local/500@operators application Wait 20");
      const ofQueue = await untilRinging(desk);
      expect(desk.call(ofQueue).queue).toBe("Sales");
      await window.locator(".card-incoming").getByText("Sales queue").waitFor();
      await desk.command({ type: "call.answer", callId: ofQueue });
      await window.locator(".card-active").getByText("Sales queue").waitFor();
    });

    it("a server that dies, misses a pause and do not disturb and forgets its members is put right when it is back", async () => {
      await testbed.main.crash();
      await desk.until("main is lost", ({ reachability }) => reachability === "some", patienceMs);
      await desk.command({ type: "queue.pause", reason: "2" });
      await desk.command({ type: "presence.setDnd", on: true });
      await expect.poll(() => member("backup")).toBe("2");
      await expect.poll(() => turnsAway("backup"), { timeout: patienceMs }).toBe(true);
      await window.getByText("Main cannot be reached; it is told as soon as it is back.").first().waitFor();
      await testbed.main.start();
      await backAgain();
      await expect.poll(members, { timeout: patienceMs }).toEqual(["2", "2"]);
      await expect.poll(turnAway, { timeout: patienceMs }).toEqual([true, true]);
      await desk.command({ type: "presence.setDnd", on: false });
      await expect.poll(turnAway, { timeout: patienceMs }).toEqual([false, false]);
      await expect.poll(states).toEqual(["paused", "paused"]);
      await desk.command({ type: "queue.unpause" });
      await expect.poll(members).toEqual(["ready", "ready"]);
    });

    it("a pause by a server that could not deliver a call is undone once it is back, and said", async () => {
      testbed.main.blackHole();
      try {
        await testbed.main.cli("channel originate Local/500@operators application Wait 20");
        await expect.poll(() => member("main"), { timeout: patienceMs }).toBe("Auto-Pause");
        await testbed.main.hangUpAll();
        await desk.until("main is lost", ({ reachability }) => reachability === "some", patienceMs);
      } finally {
        testbed.main.openHole();
      }
      await backAgain();
      // A server that answers slowly is asked for its hints slowly.
      await desk.until(
        "the pause is undone",
        ({ agent }) => agent?.queues[0]?.news?.kind === "unpausedAgain",
        undoneWithinMs,
      );
      await window.getByText("Main had paused you in Sales for a call it could not deliver.").first().waitFor();
      expect(await members()).toEqual(["ready", "ready"]);
    });

    it("a supervisor's pause on both servers is taken over and stays", async () => {
      for (const server of [testbed.main, testbed.backup]) {
        await server.cli("queue pause member PJSIP/1005 queue 500 reason Talk");
      }
      await window.getByText("You were paused in Sales from elsewhere.").first().waitFor();
      expect([await members(), sales()?.wanted]).toEqual([["Talk", "Talk"], "paused"]);
    });
  },
  "chromium",
);
