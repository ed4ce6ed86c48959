/** People in the running app: written and imported in the window, found beside the directory's, and named when they call. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { suffix } from "../testbed/slapd/entries.ts";
import { startSlapd, type Slapd } from "../testbed/slapd/start-slapd.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { axeComplaints } from "./axe-complaints.ts";
import { desktopOf } from "./desktop.ts";
import { endAllCalls } from "./end-all-calls.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";

describeWithAsterisk(
  "contacts",
  () => {
    let testbed: Testbed;
    let slapd: Slapd;
    let app: WindowedApp;
    let page: Page;

    beforeAll(async () => {
      [testbed, slapd] = await Promise.all([startTestbed(), startSlapd()]);
      const policy = {
        ...testbed.policyDocument("1006"),
        dialing: { country: { code: "81" }, outsidePrefix: "0" },
        directory: { urls: [slapd.url], base: suffix, timeoutMs: 1_000 },
      };
      app = await launchWithPlaywright({ policy, needsTestHook: true });
      page = await app.window();
      await app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
    });

    afterAll(async () => {
      await app?.close();
      await Promise.all([testbed?.stop(), slapd?.stop()]);
    });

    afterEach(() => endAllCalls(app, 15_000));

    const field = () => page.getByRole("textbox", { name: "Name or number" });
    const input = (name: string) => page.getByRole("textbox", { name, exact: true });
    const ring = (fromNumber: string, fromName: string) =>
      placeIncoming({ server: testbed.main, to: "1006", fromNumber, fromName });
    const ringingCall = () => app.feed.snapshot().calls.find(({ state }) => state === "ringing");

    it("written in the window names who calls, in every spelling, with what the network said beside it", async () => {
      await page.getByRole("navigation").getByRole("button", { name: "People" }).click();
      await page.getByRole("button", { name: "New contact" }).click();
      await input("Name").fill("佐藤 健");
      await input("Company").fill("Sato Ltd.");
      await input("Number").fill("+81 45-111-2222");
      expect(await axeComplaints(app)).toEqual([]);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Edit 佐藤 健" }).waitFor();
      ring("00451112222", "UNKNOWN CALLER");
      await page.getByRole("heading", { name: "佐藤 健" }).waitFor();
      await page.getByText("Sato Ltd. · Shown as “UNKNOWN CALLER”").waitFor();
      expect(ringingCall()?.remote).toEqual({
        number: "00451112222",
        name: "UNKNOWN CALLER",
        known: { name: "佐藤 健", company: "Sato Ltd.", from: "own" },
      });
    });

    it("stands by that name in the calls that are over, and stays when they are erased", async () => {
      await field().fill("00451112222");
      await page.locator(".recent-row", { hasText: "佐藤 健" }).waitFor();
      await page.getByRole("button", { name: "Erase every call with 00451112222" }).click();
      await page.getByText("佐藤 健 stays among your contacts.").waitFor();
      await page.getByRole("button", { name: "Erase", exact: true }).click();
      await page.getByText("No call on this computer has that name, number or note.").waitFor();
      await page.getByRole("button", { name: "Edit 佐藤 健" }).waitFor();
      await page.keyboard.press("Escape");
    });

    it("is found with 田中 of the directory, who is called by keyboard alone, and named by what is remembered of it", async () => {
      await field().fill("田中");
      await page.getByRole("heading", { name: "Company directory" }).waitFor();
      await field().press("Enter");
      await page.keyboard.press("Enter");
      await app.until("dialled", ({ calls }) => calls.some(({ remote }) => remote.number === "+81312345678"));
      await app.until("named", ({ calls }) => calls.some(({ remote }) => remote.known?.name === "田中 由紀"));
      await field().fill("");
      await hangUpAll(app);
      await slapd.kill();
      ring("0312345678", "");
      await app.until("named without the directory", () => ringingCall()?.remote.known?.from === "directory");
    });

    it("is found all the same when the directory is down, which one quiet sentence says", async () => {
      await field().fill("佐藤");
      await page.locator(".people-note").getByText("The company directory cannot be searched right now.").waitFor();
      await page.getByRole("button", { name: "Edit 佐藤 健" }).waitFor();
      await page.keyboard.press("Escape");
    });

    it("comes from CSV and vCard after a look at each, and goes into a file that holds no formula", async () => {
      const fileOf = (name: string) => join(app.userDataDir, name);
      const choose = (name: string) => desktopOf(app).answerDialogsWithFile(fileOf(name));
      const csv = "Vorname;Nachname;Telefon\r\nÄnne;Groß;030 123456\r\nOhne;Nummer;\r\n";
      writeFileSync(fileOf("contacts.csv"), Buffer.from(csv, "latin1"));
      writeFileSync(fileOf("contacts.vcf"), "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:=1+1\r\nTEL:110\r\nEND:VCARD\r\n");
      onTestFinished(() => page.getByRole("navigation").getByRole("button", { name: "Recent" }).click());
      await page.getByRole("navigation").getByRole("button", { name: "People" }).click();
      await choose("contacts.csv");
      await page.getByRole("button", { name: "Import…" }).click();
      const preview = page.locator(".import");
      await preview.getByText("1 contact can be kept.").waitFor();
      await preview.getByText("Read as WINDOWS-1252.").waitFor();
      await preview.getByText("Line 3").waitFor();
      await page.getByRole("button", { name: "Keep 1 contact" }).click();
      await page.getByRole("button", { name: "Edit Änne Groß" }).waitFor();
      await choose("contacts.vcf");
      await page.getByRole("button", { name: "Import…" }).click();
      await page.getByRole("heading", { name: "Import from contacts.vcf" }).waitFor();
      expect(await axeComplaints(app)).toEqual([]);
      await page.getByRole("button", { name: "Keep 1 contact" }).click();
      await page.getByRole("button", { name: "Edit =1+1" }).waitFor();
      await choose("saved.csv");
      await page.getByRole("button", { name: "Save as a file…" }).click();
      await expect.poll(() => existsSync(fileOf("saved.csv"))).toBe(true);
      const saved = readFileSync(fileOf("saved.csv"), "utf8").split("\r\n");
      expect(saved).toContain(`"'=1+1","","","110",""`);
      expect(saved).toHaveLength(5);
    });
  },
  "chromium",
  "slapd",
);
