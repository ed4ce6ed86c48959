/** Starts the built app under Playwright, in Electron where its binary is here and in the stand-in elsewhere. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { findElectron } from "../../scripts/start/find-electron.ts";
import { builtMain, driveApp, toEnvironment, toFlags, type LaunchOptions, type TandemApp } from "./launch-app.ts";

export type WindowedApp = TandemApp & {
  readonly electron: ElectronApplication;
  /** The operator's window, once its page is there; the newest when an earlier one has gone. */
  readonly window: () => Promise<Page>;
  readonly hasWindow: () => boolean;
};

export type WindowedOptions = LaunchOptions & {
  /** For tests that look at the tray, at dialogs or at processes through the stand-in's test hook. */
  readonly needsTestHook?: boolean;
};

const root = join(import.meta.dirname, "../..");
const windowAppearsMs = 10_000;

export async function launchWithPlaywright(options: WindowedOptions): Promise<WindowedApp> {
  // Without it Playwright does not see pages beside windows, and the stand-in's windows are such pages.
  process.env["PW_CHROMIUM_ATTACH_TO_OTHER"] = "1";
  const userDataDir = options.userDataDir ?? mkdtempSync(join(tmpdir(), "tandem-e2e-"));
  const isElectron = options.needsTestHook !== true && findElectron(root) !== null;
  const electron = await _electron.launch({
    ...(isElectron ? {} : { executablePath: join(root, "test/host/electron-shim") }),
    args: [builtMain, ...toFlags(userDataDir, options)],
    env: toStrings(toEnvironment(options)),
  });
  const app = await driveApp(electron.process(), userDataDir, options.userDataDir === undefined);
  const findWindow = () => electron.windows().findLast((page) => !page.isClosed() && isWindowPage(page.url()));
  return {
    ...app,
    electron,
    hasWindow: () => findWindow() !== undefined,
    async window() {
      for (const end = Date.now() + windowAppearsMs; Date.now() < end; await sleep(20)) {
        const page = findWindow();
        if (page !== undefined) return page;
      }
      throw new Error(
        `no window among ${electron
          .windows()
          .map((page) => page.url())
          .join(", ")}\n${app.log()}`,
      );
    },
  };
}

function isWindowPage(url: string): boolean {
  return /^(app:\/\/ui\/|https:\/\/ui\.)/u.test(url);
}

function toStrings(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
