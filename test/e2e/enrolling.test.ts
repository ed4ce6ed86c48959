/** A phone that is set up by a link from IT: clicked, looked at, taken, tried on two real servers, and kept when IT's server is away. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ProvisioningServer, startProvisioningServer } from "../provisioning/provisioning-server.ts";
import { makeCertificate } from "../testbed/certificate.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { type OpenedApp, openWithPlaywright } from "./launch-with-playwright.ts";

const operator = "1006";
const realm = "asterisk";

describeWithAsterisk(
  "a phone with a link from IT",
  () => {
    let testbed: Testbed;
    let provisioning: ProvisioningServer;
    let stranger: ProvisioningServer;
    let app: OpenedApp;
    let page: Page;
    let link = "";
    let ha1 = "";
    let env: Record<string, string> = {};
    let folder = "";

    beforeAll(async () => {
      testbed = await startTestbed();
      const certificate = makeCertificate("127.0.0.1");
      provisioning = await startProvisioningServer(certificate);
      stranger = await startProvisioningServer(makeCertificate("127.0.0.1"));
      folder = mkdtempSync(join(tmpdir(), "tandem-enrol-"));
      writeFileSync(join(folder, "office-authority.pem"), certificate.certificatePem);
      env = { NODE_EXTRA_CA_CERTS: join(folder, "office-authority.pem") };
      const { account, ...document } = testbed.policyDocument(operator);
      ha1 = createHash("md5").update(`${operator}:${realm}:${account.password}`).digest("hex");
      const own = provisioning.offer("/own", { document: {}, token: "own-token-of-seat-7" });
      link = provisioning.offer("/seats/7", {
        document: {
          ...document,
          account: { user: operator, displayName: "Anna", ha1, realm },
          provisioning: { link: own },
        },
        token: "once-for-seat-7",
        servesOnce: true,
      });
      app = await openWithPlaywright({ policy: null, env });
      page = await app.window();
    });

    afterAll(async () => {
      await app?.electron.close();
      for (const path of [app?.userDataDir, folder]) {
        if (path) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
      }
      await Promise.all([provisioning?.stop(), stranger?.stop(), testbed?.stop()]);
    });

    const field = () => page.getByRole("textbox", { name: "Link" });
    const show = () => page.getByRole("button", { name: "Show what it brings" }).press("Enter");
    const file = (path: string) => readFileSync(join(app.userDataDir, path), "utf8");

    it("has the link that was clicked in its field, and has asked nobody", async () => {
      await page.getByRole("radio", { name: "I have a link from IT" }).waitFor();
      expect(await page.getByRole("radio", { checked: true }).count()).toBe(0);
      await app.electron.evaluate(
        ({ app: main }, clicked) => {
          main.emit("open-url", { preventDefault: () => undefined }, clicked);
        },
        `tandem:enrol?url=${encodeURIComponent(link)}`,
      );
      await expect.poll(() => field().inputValue()).toBe(link);
      expect(provisioning.asked).toEqual([]);
    });

    it("tells in words what is wrong with a link, and sends a stranger nothing", async () => {
      const said = (text: RegExp) => page.locator(".refusal").getByText(text).waitFor();
      await field().fill(stranger.offer("/", { document: {}, token: "once-for-seat-7" }));
      await show();
      await said(
        /^Nobody whom this computer trusts vouches for the link's server; its certificate is from 127\.0\.0\.1\./u,
      );
      expect(stranger.asked).toEqual([]);
      await field().fill(`${provisioning.origin}/seats/7#another-token`);
      await show();
      await said(/^This link is no longer accepted/u);
      await field().fill(provisioning.offer("/broken", { document: { version: 1 } }));
      await show();
      await page.getByText(`${provisioning.origin}: account: this key is missing.`).waitFor();
    });

    it("shows whose account it brings and that both servers answer, and has kept nothing yet", async () => {
      await field().fill(link);
      await show();
      await page.getByRole("heading", { name: `This is what ${provisioning.origin} has for this phone.` }).waitFor();
      await page.getByRole("region", { name: "Account" }).getByText("Anna").waitFor();
      for (const name of ["Main", "Backup"]) {
        await page
          .getByRole("region", { name, exact: true })
          .getByText(/^Answers in \d+ ms\.$/u)
          .waitFor();
      }
      expect(await Promise.all([testbed.main.contacts(operator), testbed.backup.contacts(operator)])).toEqual([[], []]);
    });

    it("signs in on both servers by the HA1 it was given, and a test call comes back", async () => {
      await page.getByRole("button", { name: "Use this" }).press("Enter");
      await page.getByRole("textbox", { name: "Number for the test call" }).fill("600");
      const backup = page.getByRole("region", { name: "Backup", exact: true });
      await page.getByRole("region", { name: "Main", exact: true }).getByText("Signed in.").waitFor();
      await backup.getByText("Signed in.").waitFor();
      await backup.getByRole("button", { name: "Test call through Backup" }).press("Enter");
      await backup.getByText(/^Answered\./u).waitFor();
      await page.waitForTimeout(2_500);
      await backup.getByRole("button", { name: "Hang up" }).press("Enter");
      await backup.getByText("This server works: the call was answered, and sound came back.").waitFor();
      await page.getByRole("button", { name: "Done" }).press("Enter");
      await page.getByRole("status").getByText("Ready. Calls go through Main.", { exact: true }).waitFor();
    });

    it("says in the settings who set it up, and writes no secret anywhere in the open", async () => {
      await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
      await page.getByText(provisioning.origin, { exact: true }).waitFor();
      for (const path of ["settings.json", "logs/tandem.log"]) {
        expect(file(path)).toContain(provisioning.origin);
        for (const secret of [ha1, "once-for-seat-7", "own-token-of-seat-7", "/seats/7"]) {
          expect(file(path)).not.toContain(secret);
        }
      }
    });

    it("is set up at the next start too, with IT's server away", async () => {
      await provisioning.stop();
      const { userDataDir } = app;
      await app.electron.close();
      app = await openWithPlaywright({ policy: null, userDataDir, env });
      page = await app.window();
      await page.getByRole("status").getByText("Ready. Calls go through Main.", { exact: true }).waitFor();
    });
  },
  "chromium",
);
