/** The operator's window of the running app, on two real servers: what it shows, what it takes, what it survives. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { axeComplaints } from "./axe-complaints.ts";
import { killRenderer } from "./kill-renderer.ts";
import { endAllCalls } from "./end-all-calls.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";

/** What a dial showed, each moment it changed: the card's element, its `via`, and every refusal on the page. */
type Watch = { readonly cards: number; readonly via: string; readonly refusal: string };
type WatchedWindow = { tandemWatched: Watch[] };

describeWithAsterisk(
  "the window",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let page: Page;
    const troubles: string[] = [];

    beforeAll(async () => {
      testbed = await startTestbed();
      const failover = { failbackAfterMs: 1_000 };
      app = await launchWithPlaywright({ policy: { ...testbed.policyDocument("1003"), failover } });
      app.electron.on("window", listen);
      page = await app.window();
      for (const each of app.electron.windows()) listen(each);
      await bothReady();
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    /** Nothing may be left over for the next test to meet, and nothing may have been complained of. */
    afterEach(async () => {
      await endAllCalls(app);
      expect(troubles.splice(0)).toEqual([]);
    });

    function listen(each: Page): void {
      each.on("pageerror", (error) => troubles.push(error.message));
      each.on("console", (message) => {
        if (message.type() === "error") troubles.push(`${message.text()} ${message.location().url}`);
      });
    }

    const bothReady = () => app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
    const field = () => page.getByRole("textbox", { name: "Name or number" });
    const card = () => page.locator(".calls article");
    /** Ended calls stay for some seconds; this is the one that is connected. */
    const liveCard = () => page.locator(".calls article.card-active");
    const openWindow = async (): Promise<Page> => {
      await app.electron.evaluate(({ app: main }) => void main.emit("activate", {}, false));
      page = await app.window();
      return page;
    };
    const latestCall = () => {
      const call = app.feed.snapshot().calls.at(-1);
      if (call === undefined) throw new Error("there is no call");
      return call;
    };
    const dialByKeyboard = async (typed: string) => {
      const before = app.feed.snapshot().calls.map(({ id }) => id);
      await field().fill(typed);
      await field().press("Enter");
      await app.until(`${typed} is dialled`, ({ calls }) => calls.some(({ id }) => !before.includes(id)));
      return latestCall().id;
    };
    const untilTalking = (id: string) =>
      app.until("talking", ({ calls }) => calls.some((call) => call.id === id && call.state === "active"));
    /** Seconds the card's timer shows. */
    const readTimer = async () => {
      const [minutes = "", seconds = ""] = (await liveCard().getByRole("timer").innerText()).split(":");
      return Number(minutes) * 60 + Number(seconds);
    };

    it("shows the sentence, both servers by shape, and where the next call goes", async () => {
      await page.getByRole("status").getByText("Ready. Calls go through Main.", { exact: true }).waitFor();
      const marks = page.getByRole("list", { name: "Servers" }).getByRole("button");
      expect(await marks.evaluateAll((all) => all.map((each) => each.querySelector(".unseen")?.textContent))).toEqual([
        "Main is ready. The next call goes here.",
        "Backup is ready and stands by.",
      ]);
      expect(await page.title()).toBe("Tandem");
    });

    it("dials a typed number with Enter, shows the call via Main, and hangs up by its button alone", async () => {
      const callId = await dialByKeyboard("60-0");
      await expect.poll(() => field().inputValue()).toBe("");
      expect(app.call(callId).remote.number).toBe("600");
      await untilTalking(callId);
      await liveCard().getByText("Connected.").waitFor();
      expect(await liveCard().locator(".card-via").innerText()).toBe("via Main");
      await liveCard().getByRole("button", { name: "Hang up" }).focus();
      for (let times = 0; times < 3; times += 1) await page.keyboard.press("Escape");
      await sleep(500);
      expect(app.call(callId).state).toBe("active");
      await liveCard().getByRole("button", { name: "Hang up" }).click();
      await card().getByText("You hung up.").waitFor();
      await app.until("ended", () => app.call(callId).state === "ended");
      expect(app.call(callId)).toMatchObject({ serverId: "main", end: { by: "local", reason: "hungUp" } });
    });

    it("carries a dial over to Backup on the same card, without a flicker and without an error", async () => {
      await bothReady();
      await card().first().waitFor({ state: "detached" });
      await page.evaluate(() => {
        const watched: Watch[] = [];
        (window as unknown as WatchedWindow).tandemWatched = watched;
        const seen = new Set<Element>();
        const note = () => {
          const now = document.querySelector(".calls article");
          if (now !== null) seen.add(now);
          else if (seen.size === 0) return;
          const via = now?.querySelector(".card-via")?.textContent ?? "no card";
          const refusal = [...document.querySelectorAll(".refusal")].map((each) => each.textContent).join("");
          const next = { cards: seen.size, via, refusal };
          if (JSON.stringify(watched.at(-1)) !== JSON.stringify(next)) watched.push(next);
        };
        new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
      });
      testbed.main.freeze();
      onTestFinished(async () => {
        testbed.main.thaw();
        await bothReady();
        await app.until("main is preferred again", ({ nextCall }) => nextCall.serverId === "main", 20_000);
      });
      const callId = await dialByKeyboard("600");
      await untilTalking(callId);
      await liveCard().getByText("Connected.").waitFor();
      expect(await page.evaluate(() => (window as unknown as WatchedWindow).tandemWatched)).toEqual([
        { cards: 1, via: "via Main", refusal: "" },
        { cards: 1, via: "via Backup", refusal: "" },
      ]);
      await liveCard().getByRole("button", { name: "via Backup" }).click();
      await card().getByText("called through Backup.").waitFor();
      expect(app.call(callId).attempts.map(({ serverId, outcome }) => [serverId, outcome])).toEqual([
        ["main", "carriedOver"],
        ["backup", "answered"],
      ]);
      await liveCard().getByRole("button", { name: "Hang up" }).click();
      const row = page.locator(".recent-row", { hasText: "600" }).filter({ has: page.locator(".recent-ways") });
      await row.getByRole("button", { name: "Main did not answer; called through Backup." }).click();
      const tried = row.getByRole("list", { name: "Servers that were tried" }).getByRole("listitem");
      expect(await tried.allInnerTexts()).toEqual([
        expect.stringMatching(/Main did not answer within [\d.]+ s\.$/u),
        expect.stringMatching(/Through Backup: answered after [\d.]+ s\.$/u),
      ]);
      await page.keyboard.press("Escape");
    });

    it("rings with the caller's name, leaves the focus alone, and is answered by the keyboard", async () => {
      await field().focus();
      const caller = placeIncoming({ server: testbed.backup, to: "1003", fromNumber: "0311112222", fromName: "Ueda" });
      const ringing = page.getByRole("region", { name: "1 incoming call" }).getByRole("article", { name: "Ueda" });
      await ringing.waitFor();
      expect(await ringing.locator(".card-via").innerText()).toBe("calls through Backup");
      expect(await field().evaluate((it) => it === document.activeElement)).toBe(true);
      await page.keyboard.press("Control+Shift+A");
      expect(await caller.whenDecided(15_000)).toBe("ANSWER");
      await liveCard().getByText("Connected.").waitFor();
      await page.keyboard.press("Escape");
      await caller.hangUp();
      await page.getByText("They hung up.").first().waitFor();
    });

    it("closed in a call, lets the call go on, and shows it again with its timer when it is opened", async () => {
      const callId = await dialByKeyboard("600");
      await untilTalking(callId);
      await app.electron.evaluate(({ BrowserWindow }) => {
        for (const each of BrowserWindow.getAllWindows()) {
          if (each.webContents.getURL().startsWith("app://ui/")) each.close();
        }
      });
      await expect.poll(app.hasWindow).toBe(false);
      await sleep(1_500);
      expect(app.call(callId).state).toBe("active");
      await openWindow();
      await liveCard().getByText("Connected.").waitFor();
      await expectTimerOf(callId);
    });

    it("killed in a call, lets the call go on, and a new window shows it with its timer running", async () => {
      const callId = await dialByKeyboard("600");
      await untilTalking(callId);
      const dead = page;
      await sleep(5_000);
      await killRenderer(app, "ui");
      await expect.poll(async () => (await app.window()) !== dead, { timeout: 10_000 }).toBe(true);
      page = await app.window();
      await liveCard().getByText("Connected.").waitFor();
      expect(app.call(callId)).toMatchObject({ state: "active", signalling: "ok" });
      await expectTimerOf(callId);
      await liveCard().getByRole("button", { name: "Mute" }).click();
      await app.until("muted from the new window", () => app.call(callId).muted);
    });

    async function expectTimerOf(callId: string): Promise<void> {
      const talkedS = () => (Date.now() - (latestCall().atAnswered ?? 0)) / 1_000;
      const atLeast = talkedS() - 2;
      const first = await readTimer();
      expect(latestCall().id).toBe(callId);
      expect([first > atLeast, first < talkedS() + 2]).toEqual([true, true]);
      await expect.poll(readTimer).toBeGreaterThan(first);
    }

    it("runs no foreign script, goes nowhere else, and opens no other window", async () => {
      const address = page.url();
      const pagesBefore = app.electron.windows().length;
      const outcome = await page.evaluate(async () => {
        const refused: string[] = [];
        document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "document.title = 'taken'";
        document.head.append(script);
        const isAnswered = await fetch("https://127.0.0.1/").then(
          () => true,
          () => false,
        );
        await new Promise((resolve) => setTimeout(resolve, 200));
        const opened = window.open("http://127.0.0.1/elsewhere");
        window.location.href = "http://127.0.0.1/elsewhere";
        return { refused: refused.sort(), isAnswered, opened, title: document.title };
      });
      const complaints = troubles.splice(0);
      expect(outcome).toEqual({
        refused: ["connect-src", "script-src-elem"],
        isAnswered: false,
        opened: null,
        title: "Tandem",
      });
      await sleep(1_000);
      expect([page.url(), app.electron.windows().length]).toEqual([address, pagesBefore]);
      expect(app.log()).toContain("refused to open http://127.0.0.1/elsewhere");
      expect(app.log()).toContain("refused to navigate to http://127.0.0.1/elsewhere");
      await page.getByRole("status").getByText("Ready. Calls go through Main.", { exact: true }).waitFor();
      expect(
        [...complaints, ...troubles.splice(0)].filter((text) => !/Content Security Policy|ERR_/u.test(text)),
      ).toEqual([]);
    });

    it("gives axe nothing to complain of, at rest, in a call and ringing", async () => {
      expect(await axeComplaints(app)).toEqual([]);
      const callId = await dialByKeyboard("600");
      await untilTalking(callId);
      const caller = placeIncoming({ server: testbed.main, to: "1003", fromNumber: "0355556666" });
      await page.getByRole("region", { name: "1 incoming call" }).waitFor();
      expect(await axeComplaints(app)).toEqual([]);
      await caller.hangUp();
    });
  },
  "chromium",
);
