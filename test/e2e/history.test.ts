/** The history of the running app: a call is found by a piece of its number and called again, and it outlives what keeps it. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { axeComplaints } from "./axe-complaints.ts";
import { desktopOf } from "./desktop.ts";
import { endAllCalls } from "./end-all-calls.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";

describeWithAsterisk(
  "the history",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let page: Page;
    let userDataDir: string;

    const open = async () => {
      const policy = { ...testbed.policyDocument("1003"), dialing: { country: { code: "81" } } };
      app = await launchWithPlaywright({ policy, userDataDir, needsTestHook: true });
      page = await app.window();
      await app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
    };

    beforeAll(async () => {
      testbed = await startTestbed();
      userDataDir = mkdtempSync(join(tmpdir(), "tandem-e2e-"));
      await open();
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
      rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    });

    afterEach(() => endAllCalls(app));

    const field = () => page.getByRole("textbox", { name: "Name or number" });
    const foundRow = (number: string) => page.locator(".recent-row", { hasText: number });
    const activeCalls = () => app.feed.snapshot().calls.filter(({ state }) => state === "active");
    const talkAndHangUp = async (target: string) => {
      const id = await app.dial(target);
      await app.until("talking", () => app.call(id).state === "active");
      await app.command({ type: "call.hangUp", callId: id });
      await app.until("over", () => app.call(id).state === "ended");
    };

    it("finds a call by a piece of its number while one types, and calls it back by keyboard alone", async () => {
      await talkAndHangUp("600");
      await field().fill("60");
      await page.getByRole("heading", { name: "Calls with “60”" }).waitFor();
      await page.getByText(/^\d+ calls? found$/u).waitFor({ state: "attached" });
      await foundRow("600").first().waitFor();
      expect(await axeComplaints(app)).toEqual([]);
      await field().press("ArrowDown");
      await page.keyboard.press("Enter");
      await app.until("talking again", () => activeCalls().some(({ remote }) => remote.number === "600"));
    });

    it("is saved where the operator wants it, with the servers' names, from the window", async () => {
      const file = join(userDataDir, "calls.csv");
      await desktopOf(app).answerDialogsWithFile(file);
      await field().fill("");
      await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
      expect(await axeComplaints(app)).toEqual([]);
      await page.getByRole("button", { name: "Save as CSV…" }).click();
      await expect.poll(() => existsSync(file) && readFileSync(file, "utf8")).toMatch(/600[^\n]*Main/u);
      await page.getByRole("navigation").getByRole("button", { name: "Recent" }).click();
    });

    it("is there again after a start, on this computer alone and for its owner alone", async () => {
      const kept = app;
      kept.feed.close();
      const ended = kept.exited;
      kept.process.kill("SIGTERM");
      expect(await ended).toBe(0);
      expect((await readdir(userDataDir)).filter((name) => name.startsWith("history"))).toEqual(["history.db"]);
      await open();
      await field().fill("600");
      await expect.poll(() => foundRow("600").count()).toBeGreaterThanOrEqual(2);
      await page.keyboard.press("Escape");
    });

    it("comes back by itself when its process dies, and loses no call that ended meanwhile", async () => {
      const killed = killHistory(app);
      await talkAndHangUp("600");
      expect(killed).toBe(true);
      await app.until("back", ({ history }) => history.state === "ready", 15_000);
      const before = app.feed.snapshot().calls.length;
      expect(before).toBeGreaterThan(0);
      await field().fill("600");
      await expect.poll(() => foundRow("600").count(), { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
      await page.keyboard.press("Escape");
    });
  },
  "chromium",
);

/** The app's child that keeps the history. @returns whether there was one. */
function killHistory({ process: { pid } }: WindowedApp): boolean {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const history = children.find((child) => readFileSync(`/proc/${child}/cmdline`, "utf8").includes("records.js"));
  return history !== undefined && process.kill(Number(history), "SIGKILL");
}
