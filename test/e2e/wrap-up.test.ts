/** The work after a call of a real queue on two real servers: its pause, its end, its reason, and an engine that dies in it. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { agentDocument } from "../builders/agent-document.ts";
import { wrapUpDocument } from "../builders/wrap-up-document.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { axeComplaints } from "./axe-complaints.ts";
import { killRenderer } from "./kill-renderer.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";

const patienceMs = 20_000;

describeWithAsterisk(
  "the work after a call",
  () => {
    let testbed: Testbed;
    let desk: WindowedApp;
    let window: Page;

    /** What the servers' own queues say of the seat. */
    const member = async (server: "main" | "backup") => {
      const line = /^ +PJSIP\/1005 .*$/mu.exec(await testbed[server].cli("queue show 500"))?.[0];
      if (line === undefined) return "out";
      return /\(paused:?(\S*)/u.exec(line)?.[1] ?? "ready";
    };
    const members = async () => [await member("main"), await member("backup")];
    const now = () => desk.feed.snapshot().wrapUp?.now ?? null;
    const card = () => window.getByRole("article", { name: "Wrap-up" });
    /** A caller of the queue is taken, and hangs up. */
    const takeCall = async () => {
      await testbed.main.cli("channel originate Local/500@operators application Wait 60");
      const isRinging = ({ state }: { readonly state: string }) => state === "ringing";
      const { snapshot } = await desk.until("rings", ({ calls }) => calls.some(isRinging), patienceMs);
      const call = snapshot.calls.find(isRinging);
      if (call === undefined) throw new Error("nothing rings");
      await desk.command({ type: "call.answer", callId: call.id });
      await desk.until("talking", () => desk.call(call.id).state === "active");
      await testbed.main.hangUpAll();
      await desk.until("over", () => desk.call(call.id).state === "ended");
      return call.id;
    };

    beforeAll(async () => {
      testbed = await startTestbed();
      const policy = {
        ...testbed.policyDocument("1005"),
        ...agentDocument,
        wrapUp: { ...wrapUpDocument, timeS: 6 },
        failover: { subscribeSpreadMs: 0, probeActiveMs: 500 },
      };
      desk = await launchWithPlaywright({ policy, needsTestHook: true });
      await desk.until("registered", ({ reachability }) => reachability === "all", 25_000);
      window = await desk.window();
      await desk.command({ type: "queue.login" });
    });
    afterAll(async () => {
      await desk?.close();
      await testbed?.stop();
    });

    it("pauses the seat on both servers after a call of a queue; its reason is one key, Done makes both ready, and the history finds it", async () => {
      await expect.poll(members, { timeout: patienceMs }).toEqual(["ready", "ready"]);
      const callId = await takeCall();
      await card().getByRole("button", { name: "More time" }).click();
      await expect.poll(members).toEqual(["2", "2"]);
      await window
        .locator(".status-line")
        .getByText(/^Wrap-up, 0:\d\d left\.$/u)
        .waitFor();
      expect(await axeComplaints(desk)).toEqual([]);
      await card().getByRole("listbox").press("2");
      await desk.until("chosen", () => desk.call(callId).wrapUp?.id === "complaint");
      await card().getByRole("button", { name: "Done" }).click();
      await expect.poll(members).toEqual(["ready", "ready"]);
      expect([now(), await card().count()]).toEqual([null, 0]);
      await window.getByRole("textbox", { name: "Name or number" }).fill("complai");
      await window.locator(".recent-row", { hasText: "Complaint" }).waitFor();
      await window.keyboard.press("Escape");
    });

    it("ends by itself on both servers, although the engine died in it", async () => {
      await takeCall();
      await expect.poll(members).toEqual(["2", "2"]);
      await killRenderer(desk, "engine");
      await desk.until("taken over", ({ reachability }) => reachability === "all" && now() !== null, patienceMs);
      await expect.poll(members, { timeout: patienceMs }).toEqual(["ready", "ready"]);
      await desk.until("over", () => now() === null, patienceMs);
    });
  },
  "chromium",
);
