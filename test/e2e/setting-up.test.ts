/** A phone without an administrator's document: set up in its window, tried on two real servers, kept for the next start. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { axeComplaints } from "./axe-complaints.ts";
import { type OpenedApp, openWithPlaywright } from "./launch-with-playwright.ts";

describeWithAsterisk(
  "a phone without a document",
  () => {
    let testbed: Testbed;
    let app: OpenedApp;
    let page: Page;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await openWithPlaywright({ policy: null });
      page = await app.window();
    });

    afterAll(async () => {
      await app?.electron.close();
      if (app !== undefined) rmSync(app.userDataDir, { recursive: true, force: true, maxRetries: 5 });
      await testbed?.stop();
    });

    const primary = () => page.getByRole("textbox", { name: "Primary server" });
    const backup = () => page.getByRole("textbox", { name: "Backup server (optional)" });
    const trust = () => page.getByRole("checkbox", { name: "Trust this server all the same" });
    const toAddress = (url: string) => new URL(url).host;
    const answers = () => page.locator(".setup-note").getByText(/^Answers in \d+ ms\.$/u);

    it("says of each server, as it is typed, whether it is one", async () => {
      await page.getByRole("heading", { name: "Tandem is not set up yet" }).waitFor();
      await page.getByRole("radio", { name: "Enter it by hand" }).check();
      const said = (text: RegExp) => page.locator(".setup-note").getByText(text).waitFor();
      await primary().fill("127.0.0.1:9");
      await said(/nothing listens at this port/u);
      await primary().fill("nowhere.invalid");
      await said(/^Nobody knows this name/u);
      await primary().fill("what is this");
      await said(/^This is not the address of a server/u);
      await page.getByRole("button", { name: "Sign in" }).press("Enter");
      await page.getByText("Enter the user; letters, digits and no spaces.").first().waitFor();
      expect(await axeComplaints(app)).toEqual([]);
      expect(
        await page
          .getByRole("textbox", { name: "User or extension" })
          .evaluate((field) => field === document.activeElement),
      ).toBe(true);
    });

    it("signs in on both servers whose keys are trusted, and calls through each", async () => {
      const { servers } = testbed.policyDocument("1004");
      await page.getByRole("textbox", { name: "User or extension" }).fill("1004");
      await page.getByLabel("Password").fill(testbed.policyDocument("1004").account.password);
      await primary().fill(toAddress(servers[0]?.url ?? ""));
      await page.locator(".setup-key").waitFor();
      expect(await page.locator(".setup-key").innerText()).toContain(servers[0]?.pinnedSpki[0]);
      await trust().click();
      await answers().waitFor();
      await backup().fill(toAddress(servers[1]?.url ?? ""));
      await page.locator(".setup-key").waitFor();
      await trust().last().click();
      await expect.poll(() => answers().count()).toBe(2);
      await page.getByRole("button", { name: "Sign in" }).press("Enter");
      await page.getByRole("heading", { name: "Try your phone" }).waitFor();
      expect(await axeComplaints(app)).toEqual([]);
      await page.getByRole("textbox", { name: "Number for the test call" }).fill("600");
      for (const name of ["Main", "Backup"]) {
        const server = page.getByRole("region", { name, exact: true });
        await server.getByText("Signed in.").waitFor();
        await server.getByRole("button", { name: `Test call through ${name}` }).press("Enter");
        await server.getByText(/^Answered\./u).waitFor();
        const asterisk = name === "Main" ? testbed.main : testbed.backup;
        expect(await asterisk.channels()).toBe(1);
        await page.waitForTimeout(2_500);
        await server.getByRole("button", { name: "Hang up" }).press("Enter");
        await server.getByText("This server works: the call was answered, and sound came back.").waitFor();
      }
    });

    it("says in words why a test call failed", async () => {
      await page.getByRole("textbox", { name: "Number for the test call" }).fill("999");
      const server = page.getByRole("region", { name: "Main", exact: true });
      await server.getByRole("button", { name: "Test call through Main" }).press("Enter");
      await server.getByText("Number not in service.").waitFor();
    });

    it("is the window once that is done, keeps no password in the clear, and offers to change it", async () => {
      await page.getByRole("button", { name: "Done" }).press("Enter");
      await page.getByRole("status").getByText("Ready. Calls go through Main.", { exact: true }).waitFor();
      const settings = readFileSync(join(app.userDataDir, "settings.json"), "utf8");
      expect(settings).toContain('"1004"');
      expect(settings).not.toContain(testbed.policyDocument("1004").account.password);
      await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
      await page.getByRole("button", { name: "Change the account or try it" }).click();
      expect(await page.getByRole("textbox", { name: "User or extension" }).inputValue()).toBe("1004");
      expect(await page.getByLabel("Password").inputValue()).toBe("");
    });

    it("signs in by itself at the next start", async () => {
      const { userDataDir } = app;
      await app.electron.close();
      app = await openWithPlaywright({ policy: null, userDataDir });
      page = await app.window();
      await page.getByRole("status").getByText("Ready. Calls go through Main.", { exact: true }).waitFor();
    });
  },
  "chromium",
);
