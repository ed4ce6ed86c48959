/** The keys, the clipboard, links and what is told outside the window, on the whole app with a real Asterisk behind it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { desktopOf, type Desktop } from "./desktop.ts";
import { endAllCalls } from "./end-all-calls.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { runToEnd } from "./run-to-end.ts";

const usual = "CommandOrControl+Shift+A";
/** How long the key hangs up nothing after an answer, and a little more. */
const handsOffMs = 1_600;

describeWithAsterisk(
  "around the window",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let desktop: Desktop;
    let page: Page;

    const open = async (userDataDir?: string): Promise<void> => {
      const policy = { ...testbed.policyDocument("1010"), failover: { mergeGapMs: 1_000 } };
      const folder = userDataDir === undefined ? {} : { userDataDir };
      app = await launchWithPlaywright({ policy, needsTestHook: true, ...folder });
      desktop = desktopOf(app);
      page = await app.window();
      await app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
    };

    beforeAll(async () => {
      testbed = await startTestbed();
      await open();
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    afterEach(() => endAllCalls(app, 15_000));

    const ring = (fromNumber: string) => placeIncoming({ server: testbed.main, to: "1010", fromNumber });
    const stateOf = (number: string) =>
      app.feed.snapshot().calls.findLast((call) => call.remote.number === number)?.state ?? null;
    const field = () => page.getByRole("textbox", { name: "Name or number" });
    const keysOf = (where: RegExp, action: string) =>
      page
        .getByRole("group", { name: where })
        .locator(".key-row")
        .filter({ has: page.locator(".key-name", { hasText: new RegExp(`^${action}$`, "u") }) });
    const choose = async (where: RegExp, action: string, keys: string) => {
      const row = keysOf(where, action);
      await row.locator(".key-button").click();
      await page.keyboard.press(keys);
      return row;
    };
    const closeWindow = () =>
      app.electron.evaluate(({ BrowserWindow }) => {
        for (const each of BrowserWindow.getAllWindows())
          if (each.webContents.getURL().includes("ui/index")) each.close();
      });
    const dials = () => app.feed.seen.filter(({ event }) => event.type === "call.dialed").length;
    const copy = (text: string) => app.electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);

    it("the same keys answer, hang up nothing for a moment, and then hang up", async () => {
      await field().focus();
      const caller = ring("0355560001");
      await app.until("ringing", () => stateOf("0355560001") === "ringing");
      await page.keyboard.press("Control+Shift+A");
      expect(await caller.whenDecided(15_000)).toBe("ANSWER");
      await app.until("connected", () => stateOf("0355560001") === "active");
      await page.keyboard.press("Control+Shift+A");
      await page.getByText("The call was answered or lost just now.").first().waitFor();
      await sleep(handsOffMs);
      expect(stateOf("0355560001")).toBe("active");
      await page.keyboard.press("Control+Shift+A");
      await app.until("hung up", () => stateOf("0355560001") === "ended");
    });

    it("keys for every program are taken when they are chosen, work at once, and one that another has is told", async () => {
      await app.electron.evaluate(({ globalShortcut }) => {
        globalShortcut.register("CommandOrControl+Shift+F8", () => undefined);
      });
      await page.getByRole("button", { name: "Settings", exact: true }).click();
      const taken = await choose(/^In every program/u, "Open Tandem", "Control+Shift+F8");
      await taken.getByText("Another program or the system has Ctrl+Shift+F8").first().waitFor();
      const same = await choose(/^In every program/u, "Mute", "Control+Shift+F8");
      await same.getByText("Ctrl+Shift+F8 belongs to “Open Tandem” already.").first().waitFor();
      await choose(/^In every program/u, "Answer", "Shift+F9");
      await choose(/^In every program/u, "Hang up", "Shift+F9");
      await app.until("kept", ({ settings }) => settings.globalChords["hangUp"] === "Shift+F9");

      const caller = ring("0355560002");
      await app.until("ringing", () => stateOf("0355560002") === "ringing");
      await expect.poll(() => desktop.pressGlobally("Shift+F9")).toBe(true);
      expect(await caller.whenDecided(15_000)).toBe("ANSWER");
      await app.until("connected", () => stateOf("0355560002") === "active");
      await desktop.pressGlobally("Shift+F9");
      await sleep(handsOffMs);
      expect([stateOf("0355560002"), await desktop.pressGlobally(usual)]).toEqual(["active", false]);
      await desktop.pressGlobally("Shift+F9");
      await app.until("hung up", () => stateOf("0355560002") === "ended");
    });

    it("keys in the window are refused while another action has them, and are in force when they are free", async () => {
      await page.getByRole("button", { name: "Settings", exact: true }).click();
      const same = await choose(/^In Tandem/u, "Mute", "Control+Shift+H");
      await same.getByText("Ctrl+Shift+H belongs to “Hold” already.").first().waitFor();
      await page.keyboard.press("F2");
      await app.until("kept", ({ settings }) => settings.chords["mute"] === "F2");
      const callId = await app.dial("600");
      await app.until("talking", () => app.call(callId).state === "active");
      await page.keyboard.press("Control+Shift+M");
      await page.keyboard.press("F2");
      await app.until("muted", () => app.call(callId).muted);
    });

    it("the command bar mutes by keyboard", async () => {
      const callId = await app.dial("600");
      await app.until("talking", () => app.call(callId).state === "active");
      await page.keyboard.press("Control+K");
      await page.getByRole("combobox", { name: "What to do?" }).waitFor();
      await page.keyboard.type("mute");
      await page.keyboard.press("Enter");
      await app.until("muted", () => app.call(callId).muted);
      await expect.poll(() => page.getByRole("combobox", { name: "What to do?" }).count()).toBe(0);
    });

    it("what was copied fills the field, is dialled by the operator's own Enter, and several are told", async () => {
      const before = dials();
      await copy("Order 2024-05-01, call 600 600 or write");
      await page.keyboard.press("Control+Shift+P");
      await expect.poll(() => field().inputValue()).toBe("600600");
      await copy("03-1234-5678, 045-111-2222");
      await page.keyboard.press("Control+Shift+P");
      await page.getByText("What was copied holds several numbers.").first().waitFor();
      await copy("600");
      await page.keyboard.press("Control+Shift+P");
      await expect.poll(() => field().inputValue()).toBe("600");
      await sleep(500);
      expect(dials()).toBe(before);
      await page.keyboard.press("Enter");
      await app.until("dialled", ({ calls }) => calls.some(({ state }) => state !== "ended"));
    });

    it.each([
      ["sip:0355567777@pbx.example.com;transport=ws?Subject=x", "0355567777", null],
      ["callto:+81-3-5556-8888", "+81355568888", null],
      ["tel:+81-3-5556-9999;ext=12;phone-context=+81", "+81355569999", "Once connected, key in 12."],
      ["tel:0355567777,0355568888", "+81355569999", "That link holds several numbers."],
    ])("the link %s leaves %s in the field and dials nothing", async (link, filled, told) => {
      const before = dials();
      const { code } = await runToEnd(["--headless", `--user-data-dir=${app.userDataDir}`, link]);
      expect(code).toBe(0);
      if (told !== null) await page.getByText(told).first().waitFor();
      await expect.poll(() => field().inputValue()).toBe(filled);
      expect(dials()).toBe(before);
    });

    it("a missed call is told and counted on the program's button, until the list was seen; a click only shows it", async () => {
      await field().fill("");
      await page.getByRole("button", { name: "Settings", exact: true }).click();
      await closeWindow();
      const caller = ring("0355560003");
      await app.until("ringing", () => stateOf("0355560003") === "ringing", 15_000);
      await caller.hangUp();
      await app.until("missed", ({ missed }) => missed === 1, 25_000);
      const badge = () => app.electron.evaluate(({ app: main }) => main.getBadgeCount());
      expect(await badge()).toBe(1);
      expect(await desktop.notifications()).toEqual([
        { title: "Missed call: 0355560003", body: "Through Main. Click to open Tandem." },
      ]);
      await desktop.clickNotification();
      page = await app.window();
      await app.until("seen", ({ missed }) => missed === 0, 10_000);
      await expect.poll(badge).toBe(0);
      expect(app.feed.snapshot().calls.every(({ state }) => state === "ended")).toBe(true);
    });

    it("Ctrl and plus draws the window larger, again when it is opened anew, and the card for a call with it", async () => {
      const drawn = (of: Page) => of.evaluate(() => [devicePixelRatio, innerWidth] as const);
      const [usualRatio, usualWidth] = await drawn(page);
      for (const zoomPct of [110, 125]) {
        await page.keyboard.press("Control+=");
        await app.until("larger", ({ settings }) => settings.zoomPct === zoomPct);
      }
      const larger = [usualRatio * 1.25, Math.round(usualWidth / 1.25)];
      await expect.poll(() => drawn(page)).toEqual(larger);
      await closeWindow();
      ring("0355560005");
      const card = await app.incomingCard();
      await expect.poll(async () => (await drawn(card))[0]).toBe(usualRatio * 1.25);
      const boundsOf = () =>
        app.electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()
            .find(({ webContents }) => webContents.getURL().includes("ui/incoming"))
            ?.getBounds(),
        );
      expect(await boundsOf()).toMatchObject({ width: 450, height: 203 });
      await card.getByRole("button", { name: "Decline" }).click();
      await app.electron.evaluate(({ app: main }) => void main.emit("activate", {}, false));
      page = await app.window();
      await expect.poll(() => drawn(page)).toEqual(larger);
    });

    it("own keys, and how large the window is drawn, are in force when Tandem is started again", async () => {
      const { userDataDir } = app;
      app.feed.close();
      const ended = app.exited;
      app.process.kill("SIGTERM");
      await ended;
      await open(userDataDir);
      expect(app.feed.snapshot().settings.globalChords).toEqual({
        showWindow: "Mod+Shift+F8",
        answer: "Shift+F9",
        hangUp: "Shift+F9",
      });
      await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(1.25);
      ring("0355560004");
      await app.until("ringing", () => stateOf("0355560004") === "ringing", 15_000);
      await expect.poll(() => desktop.pressGlobally("Shift+F9")).toBe(true);
      await app.until("connected", () => stateOf("0355560004") === "active");
    });
  },
  "chromium",
);
