/** The running app and a newer version: fetched from IT's server, told in the settings alone, nothing of it in a call, and in its place after quitting (E12). */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Pbx, startPbx } from "../pbx/start-pbx.ts";
import { makeCertificate } from "../testbed/certificate.ts";
import { describeWithParts } from "../testbed/describe-with-asterisk.ts";
import { makeSigningKey, offerVersion, startUpdateServer, type UpdateServer } from "../updates/update-server.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";

/** The first look is within half a minute of the start. */
const patienceMs = 60_000;

describeWithParts(
  "a newer version",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "tandem-updating-"));
    const image = join(folder, "Tandem.AppImage");
    const key = makeSigningKey();
    const content = `#!/bin/sh\ntouch ${join(folder, "started")}\n`;
    let pbxs: readonly Pbx[] = [];
    let server: UpdateServer | null = null;
    let app: WindowedApp;
    let page: Page;

    beforeAll(async () => {
      const accounts = new Map([["1001", "secret"]]);
      pbxs = await Promise.all([
        startPbx({ id: "main", name: "Main", accounts }),
        startPbx({ id: "backup", name: "Backup", accounts }),
      ]);
      const certificate = makeCertificate("127.0.0.1");
      server = await startUpdateServer(certificate);
      offerVersion(server, { ring: "pilot", version: "99.0.0", file: "Tandem-99.0.0.AppImage", content, key });
      writeFileSync(join(folder, "office-authority.pem"), certificate.certificatePem);
      writeFileSync(image, "the old one");
      app = await launchWithPlaywright({
        policy: {
          version: 1,
          account: { user: "1001", displayName: "Anna", password: "secret" },
          servers: pbxs.map(({ id, name, url, domain }, index) => ({
            id,
            name,
            url,
            domain,
            role: index === 0 ? "primary" : "backup",
          })),
          // Operators work around the clock here: only quitting is left.
          updates: { url: server.url, ring: "pilot", publicKey: key.publicKey, shifts: ["00:00-00:00"] },
        },
        env: {
          NODE_EXTRA_CA_CERTS: join(folder, "office-authority.pem"),
          XDG_CACHE_HOME: folder,
          APPIMAGE: image,
          APPDIR: "/",
        },
      });
      page = await app.window();
    });

    afterAll(async () => {
      await app?.close();
      await Promise.all([server?.stop(), ...pbxs.map((pbx) => pbx.stop())]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    it("is told in the settings, where nobody is disturbed by it", async () => {
      await app.until("it is ready", ({ update }) => update?.newer?.step === "ready", patienceMs);
      await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
      await page.getByText("Version 99.0.0 is ready; it is installed when you quit.").waitFor();
    });

    it("changes nothing in a call, and is in its place after quitting, not started", async () => {
      await app.until("registered", ({ reachability }) => reachability === "all", patienceMs);
      const callId = await app.dial("600");
      await app.until("talking", () => app.call(callId).state === "active");
      expect(readFileSync(image, "utf8")).toBe("the old one");
      await app.command({ type: "call.hangUp", callId });
      await app.until("over", () => app.call(callId).state === "ended");
      await app.electron.evaluate(({ app: main }) => main.quit()).catch(() => undefined);
      await app.exited;
      expect(readFileSync(image, "utf8")).toBe(content);
      expect(() => readFileSync(join(folder, "started"))).toThrow(/ENOENT/u);
    });
  },
  "chromium",
);
