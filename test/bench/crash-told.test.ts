/** How soon a crash of the chosen server is told: by the tray, in the window, and through the local API. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { desktopOf, type Desktop } from "../e2e/desktop.ts";
import { launchWithPlaywright, type WindowedApp } from "../e2e/launch-with-playwright.ts";
import { recordFigure } from "../e2e/record-figure.ts";
import { median, settle, trialCount, trialPolicy, withRoom } from "../e2e/trials.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";

const limitMs = 100;
/** What has not been told by then is written down as having taken this long. */
const patienceMs = 3_000;
const trialsTimeoutMs = 600_000;

/** What the window's status said, and the epoch ms from which on. */
type Saying = { readonly at: number; readonly text: string };
type WatchedWindow = { tandemSaid: Saying[] };

describeWithAsterisk(
  "a crash of the chosen server",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let desktop: Desktop;
    let page: Page;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchWithPlaywright({
        policy: { ...testbed.policyDocument("1006"), ...trialPolicy },
        needsTestHook: true,
      });
      desktop = desktopOf(app);
      page = await app.window();
      await settle(app);
      await page.getByRole("status").first().waitFor();
      await desktop.watchTray();
      await page.evaluate(watchStatus);
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    /** Runs in the page: looks at each change of the document, so that no message delays what it notes. */
    function watchStatus(): void {
      const said: Saying[] = [];
      (window as unknown as WatchedWindow).tandemSaid = said;
      const note = (): void => {
        const text = [...document.querySelectorAll("[role=status]")].map((each) => each.textContent).join(" ");
        if (said.at(-1)?.text !== text) said.push({ at: Date.now(), text });
      };
      note();
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    }

    /** From the crash to the first change after it, in ms. */
    const since = (atCrash: number, changes: readonly { readonly at: number }[]): number =>
      (changes.find(({ at }) => at >= atCrash)?.at ?? atCrash + patienceMs) - atCrash;

    async function crashOnce(): Promise<{ tray: number; window: number; api: number }> {
      const atCrash = Date.now();
      process.kill(testbed.main.pid() ?? 0, "SIGKILL");
      const told = await app
        .until("main not ready", ({ servers }) => servers.some(({ id, state }) => id === "main" && state !== "ready"))
        .catch(() => null);
      await sleep(trialCount(500, 1_000));
      return {
        tray: since(atCrash, await desktop.trayChanges()),
        window: since(atCrash, await page.evaluate(() => (window as unknown as WatchedWindow).tandemSaid)),
        api: (told?.at ?? atCrash + patienceMs) - atCrash,
      };
    }

    it("is told by the tray, the window and the local API at once", { timeout: trialsTimeoutMs }, async () => {
      const told: { tray: number; window: number; api: number }[] = [];
      for (let trial = 0; trial < trialCount(20, 2); trial += 1) {
        told.push(await crashOnce());
        await testbed.main.crash();
        await testbed.main.start();
        await settle(app);
        await sleep(500);
      }
      const outlets = [
        ["the tray", told.map(({ tray }) => tray), "The tray's icon or sentence, looked at every 5 ms."],
        ["the window", told.map(({ window }) => window), "The window's status sentence in its document."],
        ["the local API", told.map(({ api }) => api), "The Event's arrival at a follower of /v1/events."],
      ] as const;
      for (const [outlet, values, note] of outlets) {
        const limit = { of: "max", atMost: limitMs } as const;
        recordFigure({
          figure: `crash of the chosen server to ${outlet}`,
          unit: "ms",
          values: [...values],
          limit,
          note,
        });
      }
      for (const [, values] of outlets) expect(median(values)).toBeLessThanOrEqual(withRoom(2 * limitMs));
    });
  },
  "chromium",
);
