/** Colleagues' lines and messages over two real servers, as the operator sees them in the window. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { AsteriskServer } from "../testbed/asterisk-server.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { writeEndlessVoice } from "./endless-voice.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { audibleEnergy, openEar, openEnginePage, withEar, type Ear } from "./hear-audio.ts";
import { hearTones } from "./hear-tones.ts";
import { heardAt, tones } from "./heard-tones.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { withRoom } from "./trials.ts";
import { untilRinging } from "./until-ringing.ts";

const patienceMs = 15_000;
const office = [
  { extension: "1006", name: "Sato Ken" },
  { extension: "1001", name: "Tanaka Yuki" },
];
const featureCodes = {
  pickUp: "**{extension}",
  listen: "*33{extension}",
  whisper: "*34{extension}",
  takeOver: "*51{extension}",
  releaseDesk: "*52{extension}",
  deskHint: "desk-{extension}",
};
/** Everything that the desk asks of each server. */
const allAsked = ["1005 1001/dialog", "1005 1005/message-summary", "1005 1006/dialog", "1005 desk-1005/dialog"];

describeWithAsterisk(
  "colleagues and messages",
  () => {
    let testbed: Testbed;
    /** The desk under test; its operator is 1005. */
    let desk: WindowedApp;
    let sato: TandemApp;
    const folder = mkdtempSync(join(tmpdir(), "tandem-voice-"));
    let ear: Ear;
    let window: Page;

    const told = ({ colleagues }: Snapshot) => colleagues[0]?.tells.map(({ serverId, state }) => [serverId, state]);
    const untilTold = (...tells: readonly (readonly [server: string, state: string])[]) =>
      desk.until(
        JSON.stringify(tells),
        (snapshot) => JSON.stringify(told(snapshot)) === JSON.stringify(tells),
        patienceMs,
      );
    const row = () => window.locator(".colleague", { hasText: "Sato Ken" });
    const askedOf = async (server: "main" | "backup") =>
      (await testbed[server].subscriptions()).filter(isOfDesk).sort();

    async function openDesk(): Promise<void> {
      const policy = {
        ...testbed.policyDocument("1005"),
        colleagues: office,
        voicemail: { number: "*97" },
        featureCodes,
      };
      const env = { ...withEar, TANDEM_FAKE_AUDIO: join(folder, "voice.wav") };
      desk = await launchWithPlaywright({ policy, env, userDataDir: join(folder, "user") });
      await desk.until("both registered", ({ reachability }) => reachability === "all", 25_000);
      ear = await openEar(desk);
      window = await desk.window();
      await window.getByRole("navigation").getByRole("button", { name: "Colleagues" }).click();
    }

    async function restartDesk(): Promise<void> {
      ear.close();
      desk.feed.close();
      desk.process.kill("SIGTERM");
      await desk.exited;
      await openDesk();
    }

    beforeAll(async () => {
      testbed = await startTestbed();
      writeEndlessVoice(join(folder, "voice.wav"), tones.whisperer);
      mkdirSync(join(folder, "user"), { mode: 0o700 });
      const open = async () => {
        sato = await launchApp({ policy: testbed.policyDocument("1006"), env: withEar });
        await sato.until("both registered", ({ reachability }) => reachability === "all", 25_000);
      };
      await Promise.all([openDesk(), open()]);
    });
    afterEach(async () => {
      for (const app of [desk, sato]) await hangUpAll(app);
    });
    afterAll(async () => {
      ear?.close();
      for (const app of [desk, sato]) await app?.close();
      await testbed?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it("a colleague who is called on the main server rings, talks and is free again, in words and in no other order", async () => {
      await untilTold(["main", "idle"], ["backup", "idle"]);
      await row().getByText("Not on a call").waitFor();
      await expect.poll(async () => [await askedOf("main"), await askedOf("backup")]).toEqual([allAsked, allAsked]);
      const before = desk.feed.seen.length;
      placeIncoming({ server: testbed.main, to: "1006", fromNumber: "0311111111" });
      await row().getByText("Ringing through Main").waitFor();
      await sato.command({ type: "call.answer", callId: await untilRinging(sato) });
      await row().getByText("On a call through Main").waitFor();
      await hangUpAll(sato);
      await row().getByText("Not on a call").waitFor();
      const passed = () => {
        const states = desk.feed.seen.slice(before).flatMap(({ event }) => {
          const isHis = event.type === "colleague.changed" && event.colleague.extension === "1006";
          return isHis ? [event.colleague.state] : [];
        });
        return states.filter((state, index) => state !== states[index - 1]);
      };
      await expect.poll(passed).toEqual(["ringing", "busy", "idle"]);
    });

    it("a call that rings at a colleague's is picked up on the server where it rings, and the colleague is left in peace", async () => {
      placeIncoming({ server: testbed.backup, to: "1006", fromNumber: "0322222222" });
      await untilRinging(sato);
      await row().getByRole("button", { name: "Pick up the call that rings at Sato Ken" }).click();
      const { snapshot } = await desk.until("it talks", ({ calls }) => calls.some(({ state }) => state === "active"));
      const taken = snapshot.calls.find(({ state }) => state === "active");
      expect([taken?.serverId, taken?.remote]).toEqual(["backup", { number: "**1006", name: "Sato Ken" }]);
      await sato.until("it rings no more", ({ calls }) => calls.every(({ state }) => state === "ended"));
      const [voice] = await ear.listen(1_000);
      expect(voice?.energyReceived).toBeGreaterThan(audibleEnergy);
    });

    it("who talks can be listened to, on the server where the call is", async () => {
      await sato.dial("604", { serverId: "backup", only: true });
      await row().getByRole("button", { name: "Listen to the call of Sato Ken" }).click();
      const { snapshot } = await desk.until("it listens", ({ calls }) => calls.some(({ state }) => state === "active"));
      expect(snapshot.calls.find(({ state }) => state === "active")?.serverId).toBe("backup");
      const [voice] = await ear.listen(1_500);
      expect(voice?.energyReceived).toBeGreaterThan(audibleEnergy);
      await hangUpAll(sato);
      await desk.until("it is over with that call", ({ calls }) => calls.every(({ state }) => state === "ended"));
    });

    it("who talks can be whispered to: the colleague hears it, and whom the colleague talks with does not", async () => {
      const page = await openEnginePage(sato);
      onTestFinished(() => page.close());
      const satoHears = () => hearTones(page, [tones.at611, tones.whisperer]);
      await sato.dial("611", { serverId: "backup", only: true });
      await expect.poll(satoHears).toEqual([true, false]);
      await row().getByRole("button", { name: "Whisper to Sato Ken" }).click();
      await expect.poll(satoHears).toEqual([true, true]);
      await expect.poll(() => heardAt(testbed.backup, "611")).toEqual(["operator"]);
      await sleep(1_000);
      expect(heardAt(testbed.backup, "611")).toEqual(["operator"]);
      // So sounds the desk to whoever it does talk with.
      await hangUpAll(desk);
      await desk.dial("612", { serverId: "backup", only: true });
      await expect.poll(() => heardAt(testbed.backup, "612")).toEqual(["whisperer"]);
    });

    it("the extension of another desk rings here once it was taken over, on both servers and over a restart, until it is given back", async () => {
      const ringsHere = async (server: AsteriskServer, fromNumber: string) => {
        const caller = placeIncoming({ server, to: "1002", fromNumber, timeoutS: 3 });
        const rings = () =>
          desk.feed.snapshot().calls.some(({ remote, state }) => remote.number === fromNumber && state === "ringing");
        await expect.poll(async () => rings() || (await caller.status()) === "CHANUNAVAIL").toBe(true);
        return rings();
      };
      const untilDesk = (wanted: string) =>
        desk.until(
          `both servers say ${wanted}`,
          ({ agent }) => agent?.desk?.servers.every(({ state }) => state === wanted) === true,
        );
      onTestFinished(() => window.keyboard.press("Escape"));
      const openMenu = async () => {
        await window.getByRole("button", { name: "More", exact: true }).click();
        return window.getByRole("group", { name: "More" });
      };
      let menu = await openMenu();
      await menu.getByLabel("Extension").fill("1002");
      await menu.getByRole("button", { name: "Take over" }).click();
      await menu.getByText("Calls for 1002 ring here.").waitFor();
      await untilDesk("ready");
      expect(await ringsHere(testbed.main, "0333333301")).toBe(true);
      await hangUpAll(desk);
      expect(await ringsHere(testbed.backup, "0333333302")).toBe(true);
      await hangUpAll(desk);
      await restartDesk();
      menu = await openMenu();
      await menu.getByText("Calls for 1002 ring here.").waitFor();
      await untilDesk("ready");
      await menu.getByRole("button", { name: "Give it back" }).click();
      await menu.getByLabel("Extension").waitFor();
      await untilDesk("out");
      expect(await ringsHere(testbed.main, "0333333303")).toBe(false);
      expect(await ringsHere(testbed.backup, "0333333304")).toBe(false);
    });

    it("one who talks through the backup alone is busy, and is said so beside the field of a transfer", async () => {
      await sato.dial("600", { serverId: "backup", only: true });
      await row().getByText("On a call through Backup").waitFor();
      const callId = await desk.dial("600");
      await desk.until("it is up", () => desk.call(callId).state === "active");
      await window.getByRole("button", { name: "Transfer" }).click();
      await window.keyboard.type("sato");
      await window.locator(".transfer-colleague").getByText("On a call through Backup").waitFor();
      await window.getByText("Enter transfers the call to 1006 at once.").waitFor();
      await window.keyboard.press("Escape");
    });

    it("the main server dies: the backup tells on; it returns: everything is asked of it anew, once", async () => {
      await sato.dial("600", { serverId: "backup", only: true });
      await untilTold(["main", "idle"], ["backup", "busy"]);
      await testbed.main.crash();
      await untilTold(["backup", "busy"]);
      await hangUpAll(sato);
      await untilTold(["backup", "idle"]);
      await testbed.main.start();
      const back = await desk.until("main is back", ({ reachability }) => reachability === "all", 40_000);
      const whole = await untilTold(["main", "idle"], ["backup", "idle"]);
      expect(whole.at - back.at).toBeLessThan(withRoom(5_000));
      await expect.poll(() => askedOf("main")).toEqual(allAsked);
      await sleep(500);
      expect([await askedOf("main"), await askedOf("backup")]).toEqual([allAsked, allAsked]);
    });

    it("a message on the backup lights the lamp, one key listens there and hears it, and the lamp goes out with it", async () => {
      const lamp = window.getByRole("navigation").getByRole("button", { name: /^Voicemail/ });
      testbed.backup.leaveMessage("1005");
      await window.getByRole("button", { name: /^Voicemail\W+1 new voice message$/ }).waitFor();
      expect(await lamp.getAttribute("title")).toContain("Backup: 1 new, 0 heard");
      await window.keyboard.press("Control+Shift+L");
      const { snapshot } = await desk.until("it listens", ({ calls }) =>
        calls.some(({ state, remote }) => state === "active" && remote.number === "*97"),
      );
      expect(snapshot.calls.find(({ state }) => state === "active")?.serverId).toBe("backup");
      await expect.poll(async () => (await ear.listen(500))[0]?.energyReceived ?? 0).toBeGreaterThan(audibleEnergy);
      testbed.backup.eraseMessages("1005");
      await window.getByRole("button", { name: /^Voicemail\W+No new voice messages$/ }).waitFor();
    });

    it("whom the operator adds is asked of both servers at once, and taken away is asked of none", async () => {
      await window.getByRole("textbox", { name: "Name", exact: true }).fill("Mori Aya");
      await window.getByRole("textbox", { name: "Extension", exact: true }).fill("1002");
      await window.keyboard.press("Enter");
      await window.locator(".colleague", { hasText: "Mori Aya" }).getByText("Not on a call").waitFor();
      const asked = ["1005 1001/dialog", "1005 1002/dialog", ...allAsked.slice(1)];
      await expect.poll(async () => [await askedOf("main"), await askedOf("backup")]).toEqual([asked, asked]);
      await window.getByRole("button", { name: "Remove Mori Aya from the list" }).click();
      await expect.poll(async () => [await askedOf("main"), await askedOf("backup")]).toEqual([allAsked, allAsked]);
    });
  },
  "chromium",
);

function isOfDesk(subscription: string): boolean {
  return subscription.startsWith("1005 ");
}
