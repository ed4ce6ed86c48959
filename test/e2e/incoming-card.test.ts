/** The card above all windows, the recent calls and the settings of the running app, with nothing but the tray open. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { axeComplaints } from "./axe-complaints.ts";
import { desktopOf, type Desktop } from "./desktop.ts";
import { endAllCalls } from "./end-all-calls.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";

const chord = "CommandOrControl+Shift+A";

describeWithAsterisk(
  "a call that rings while the window is closed",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let desktop: Desktop;

    const open = async (userDataDir?: string): Promise<void> => {
      const policy = { ...testbed.policyDocument("1005"), failover: { mergeGapMs: 1_000 } };
      const folder = userDataDir === undefined ? {} : { userDataDir };
      app = await launchWithPlaywright({ policy, needsTestHook: true, flags: ["--hidden"], ...folder });
      desktop = desktopOf(app);
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

    const ring = (fromNumber: string, server = testbed.main, fromName = "") =>
      placeIncoming({ server, to: "1005", fromNumber, fromName });
    const stateOf = (number: string) =>
      app.feed.snapshot().calls.find((call) => call.remote.number === number)?.state ?? null;
    /** No server holds a channel of it any more (E7). */
    const nothingLeft = async () => {
      await endAllCalls(app, 15_000);
      const channels = async () => [await testbed.main.channels(), await testbed.backup.channels()];
      await expect.poll(channels).toEqual([0, 0]);
    };
    const cardGone = () => expect.poll(() => app.hasIncomingCard()).toBe(false);

    it("shows a card that takes no focus; Answer connects, the card goes and the window comes up quietly", async () => {
      expect(app.hasWindow()).toBe(false);
      ring("0355550001");
      const card = await app.incomingCard();
      await card.getByText("calls through Main").waitFor();
      expect([await desktop.focusedPage(), app.hasWindow()]).toEqual([null, false]);
      await card.getByRole("button", { name: "Answer" }).click();
      await app.until("connected", () => stateOf("0355550001") === "active");
      await cardGone();
      const window = await app.window();
      await window.locator("article.card-active").getByText("0355550001").first().waitFor();
      expect(await desktop.focusedPage()).toBe(null);
      await nothingLeft();
      await app.electron.evaluate(({ BrowserWindow }) => {
        for (const each of BrowserWindow.getAllWindows())
          if (each.webContents.getURL().includes("ui/index")) each.close();
      });
    });

    it("declines from the card, and shows two calls at once on a card made larger", async () => {
      const first = ring("0355550002");
      const card = await app.incomingCard();
      await card.getByText("1 incoming call").waitFor();
      ring("0355550003", testbed.backup);
      await card.getByText("2 incoming calls").waitFor();
      expect(await axeComplaints(app, "incoming")).toEqual([]);
      await card
        .getByRole("article")
        .filter({ hasText: "0355550002" })
        .getByRole("button", { name: "Decline" })
        .click();
      expect(await first.whenDecided(15_000)).toBe("BUSY");
      await card.getByText("1 incoming call").waitFor();
      await card.getByRole("button", { name: "Decline" }).click();
      await cardGone();
    });

    it("shows a caller's name as plain text, whatever is written into it (E17)", async () => {
      ring("0355550006", testbed.main, "Tanaka\u202e <b onclick=alert(1)>Yuki</b>");
      const card = await app.incomingCard();
      const name = "Tanaka <b onclick=alert(1)>Yuki</b>";
      await card.getByText(name, { exact: true }).waitFor();
      expect(await card.locator("b").count()).toBe(0);
      const { snapshot } = await app.until("told", ({ calls }) => calls.some(({ state }) => state === "ringing"));
      expect(snapshot.calls.find(({ state }) => state === "ringing")?.remote.name).toBe(name);
      await card.getByRole("button", { name: "Decline" }).click();
      await cardGone();
    });

    it("is answered by the chord while another program has the focus; the chord is Tandem's only while it rings", async () => {
      expect(await desktop.pressGlobally(chord)).toBe(false);
      ring("0355550004");
      await app.incomingCard();
      expect(await desktop.pressGlobally(chord)).toBe(true);
      await app.until("connected", () => stateOf("0355550004") === "active");
      expect(await desktop.pressGlobally(chord)).toBe(false);
      await nothingLeft();
    });

    it("is kept with what was missed and with the operator's choices when Tandem is started again", async () => {
      const caller = ring("0355550005");
      await app.until("ringing", () => stateOf("0355550005") === "ringing", 15_000);
      await caller.hangUp();
      // A card between two servers waits for the second one before it is called missed.
      await app.until("missed", ({ missed }) => missed === 1, 25_000);
      await app.electron.evaluate(({ app: main }) => void main.emit("activate", {}, false));
      const before = await app.window();
      await before.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
      await before.getByLabel("Loudness of the ring").fill("35");
      await before.getByLabel("Language").selectOption("ru");
      await before.getByRole("heading", { name: "Настройки" }).waitFor();
      const { userDataDir } = app;
      const kept = app;
      kept.feed.close();
      const ended = kept.exited;
      kept.process.kill("SIGTERM");
      await ended;

      await open(userDataDir);
      expect(app.feed.snapshot()).toMatchObject({ missed: 1, settings: { ringVolume: 35, language: "ru" } });
      expect((await desktop.tray())?.toolTip).toBe("Готово. Звонки идут через Main.");
      await app.electron.evaluate(({ app: main }) => void main.emit("activate", {}, false));
      const after = await app.window();
      await after.getByText("0355550005").first().waitFor();
      await app.until("seen", ({ missed }) => missed === 0, 8_000);
    });
  },
  "chromium",
);
