// Playwright must be able to drive the host exactly as it drives Electron's binary.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron } from "playwright-core";
import type { ElectronApplication } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

describe("playwright's electron launcher", () => {
  let application: ElectronApplication;
  let userData: string;

  beforeAll(async () => {
    process.env["PW_CHROMIUM_ATTACH_TO_OTHER"] = "1";
    userData = mkdtempSync(join(tmpdir(), "host-shim-"));
    application = await _electron.launch({
      executablePath: join(import.meta.dirname, "electron-shim"),
      args: [join(import.meta.dirname, "fixture", "main.js"), "--headless", "--open=ui", `--user-data-dir=${userData}`],
    });
  });
  afterAll(() => rmSync(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

  test("sees the windows and evaluates in main, and quitting ends with code 0", async () => {
    const isUi = (page: { url: () => string }) => /^(app:\/\/ui\/|https:\/\/ui\.)/.test(page.url());
    await expect.poll(() => application.windows().some(isUi), { timeout: 10_000 }).toBe(true);
    const page = application.windows().find(isUi);
    expect(await page?.title()).toBe("Fixture");
    expect(await application.evaluate(({ app }) => app.getName())).toBe("Host Fixture");
    const bounds =
      page === undefined
        ? null
        : await (await application.browserWindow(page)).evaluate((window) => window.getBounds().width);
    expect(bounds).toBe(380);
    const exited = new Promise((resolve) => {
      application.process().once("exit", resolve);
    });
    await application.close();
    expect(await exited).toBe(0);
  });
});
