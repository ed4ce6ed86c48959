/** A computer that operators share: one signs in, has his phone and leaves; the next sees nothing of him, also after a crash. And a phone whose store cannot be read asks to be set up again. */
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Pbx, startPbx } from "../pbx/start-pbx.ts";
import { type ProvisioningServer, startProvisioningServer } from "../provisioning/provisioning-server.ts";
import { makeCertificate } from "../testbed/certificate.ts";
import { axeComplaints } from "./axe-complaints.ts";
import { desktopOf } from "./desktop.ts";
import { type OpenedApp, openWithPlaywright } from "./launch-with-playwright.ts";

const anna = { user: "anna", password: "2468" };
const ben = { user: "ben", password: "1357" };
const patience = { timeout: 20_000 };

describe("a computer that operators share", () => {
  const folder = mkdtempSync(join(tmpdir(), "tandem-shared-"));
  const userDataDir = join(folder, "user");
  const accounts = new Map([
    ["3001", "secret-of-anna"],
    ["3002", "secret-of-ben"],
  ]);
  let servers: readonly Pbx[] = [];
  let provisioning: ProvisioningServer;
  let app: OpenedApp;
  let page: Page;

  const documentOf = (user: string, displayName: string) => ({
    version: 1,
    account: { user, displayName, password: accounts.get(user) },
    servers: servers.map(({ id, name, url, domain }, place) => ({
      id,
      name,
      url,
      domain,
      role: place === 0 ? "primary" : "backup",
    })),
  });
  const say = (policy: object) => {
    mkdirSync(join(folder, "policies", "managed"), { recursive: true });
    writeFileSync(join(folder, "policies", "managed", "shared.json"), JSON.stringify({ provisioning: policy }));
  };
  async function start(): Promise<void> {
    const authority = join(folder, "authority.pem");
    const env = { NODE_EXTRA_CA_CERTS: authority, TANDEM_POLICIES: join(folder, "policies") };
    app = await openWithPlaywright({ policy: null, userDataDir, env, needsTestHook: true });
    page = await app.window();
  }
  async function crash(): Promise<void> {
    const gone = once(app.electron.process(), "exit");
    app.electron.process().kill("SIGKILL");
    await gone;
  }
  async function signIn({ user, password }: typeof anna): Promise<void> {
    await page.getByRole("textbox", { name: "User name" }).fill(user);
    await page.getByLabel("Password or PIN").fill(password);
    await page.getByLabel("Password or PIN").press("Enter");
  }
  const isReady = () => page.getByRole("status").getByText("Ready. Calls go through Main.", { exact: true }).waitFor();
  const registered = () => servers.map((server) => server.registrations().map(({ user }) => user));
  const written = () => readFileSync(join(userDataDir, "settings.json"), "utf8");

  beforeAll(async () => {
    mkdirSync(userDataDir);
    servers = await Promise.all([
      startPbx({ id: "main", name: "Main", accounts }),
      startPbx({ id: "backup", name: "Backup", accounts }),
    ]);
    const certificate = makeCertificate("127.0.0.1");
    writeFileSync(join(folder, "authority.pem"), certificate.certificatePem);
    provisioning = await startProvisioningServer(certificate);
    say({ signIn: `${provisioning.origin}/sign-in`, signInLasts: "untilQuit" });
    provisioning.offer("/sign-in", { document: documentOf("3001", "Anna"), person: anna });
    await start();
  });

  afterAll(async () => {
    await app?.electron.close();
    await Promise.all([provisioning?.stop(), ...servers.map((server) => server.stop())]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it("asks who is there, says that a password is wrong, and signs in on both servers by the keyboard alone", async () => {
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await signIn({ ...anna, password: "wrong" });
    await page.locator(".refusal").getByText("The user name or the password is not right.").waitFor();
    expect(await axeComplaints(app)).toEqual([]);
    expect(registered()).toEqual([[], []]);
    await page.keyboard.type(anna.password);
    await page.keyboard.press("Enter");
    await isReady();
    await expect.poll(registered, patience).toEqual([["3001"], ["3001"]]);
  });

  it("does not let go of an operator in a call", async () => {
    await page.locator(".dial-input").fill("600");
    await page.locator(".dial-input").press("Enter");
    const hangUp = page.getByRole("button", { name: "Hang up", exact: true });
    await hangUp.waitFor();
    await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
    const signOut = page.getByRole("button", { name: "Sign out" });
    await expect.poll(() => signOut.getAttribute("aria-disabled"), patience).toBe("true");
    // What has just changed under the pointer takes no press for a moment: whoever means it presses again.
    const pressed = async () => {
      if (await hangUp.isVisible()) await hangUp.click();
      return signOut.getAttribute("aria-disabled");
    };
    await expect.poll(pressed, patience).not.toBe("true");
  });

  it("signs out once that is confirmed: no server knows the operator any more, and nothing of him lies on the disk", async () => {
    await desktopOf(app).answerDialogsWith(0);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect.poll(async () => (await desktopOf(app).dialogs()).length, patience).toBe(1);
    expect(registered()).toEqual([["3001"], ["3001"]]);
    await desktopOf(app).answerDialogsWith(1);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await expect.poll(registered, patience).toEqual([[], []]);
    await expect.poll(written, patience).toContain('"isWipeDue": false');
    expect(written()).not.toMatch(/3001|Anna/u);
  });

  it("shows the next operator nothing of the one before", async () => {
    provisioning.offer("/sign-in", { document: documentOf("3002", "Ben"), person: ben });
    await signIn(ben);
    await isReady();
    await page.getByRole("navigation").getByRole("button", { name: "Recent" }).click();
    await page.getByText("Calls that are over stand here.").waitFor();
    expect(await page.locator("body").innerText()).not.toMatch(/600|Anna/u);
  });

  it("asks anew after a crash, where a sign-in lasts no longer, and has erased what was left", async () => {
    await crash();
    await start();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await expect.poll(written, patience).toContain('"own": null');
    expect(written()).not.toMatch(/3002|Ben/u);
  });

  it("says so where what a link set up cannot be read any more, loses nothing, and asks for the link again", async () => {
    say({});
    const link = provisioning.offer("/seat", { document: documentOf("3001", "Anna"), token: "seat" });
    await page.getByRole("radio", { name: "I have a link from IT" }).check();
    await page.getByRole("textbox", { name: "Link" }).fill(link);
    await page.getByRole("button", { name: "Show what it brings" }).press("Enter");
    await page.getByRole("button", { name: "Use this" }).press("Enter");
    await expect.poll(registered, patience).toEqual([["3001"], ["3001"]]);
    await crash();
    rmSync(join(userDataDir, "host-safe-storage.key"));
    await start();
    await page.getByText(/^This phone was set up before, but this computer can no longer read that:/u).waitFor();
    expect(written()).toContain("3001");
    await page.getByRole("radio", { name: "I have a link from IT" }).waitFor();
  });
});
