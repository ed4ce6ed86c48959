/** Starts the built app under Playwright, in Electron where its binary is here and in the stand-in elsewhere. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { findElectron } from "../../scripts/start/find-electron.ts";
import { builtMain, driveApp, toEnvironment, toFlags, type LaunchOptions, type TandemApp } from "./launch-app.ts";

export type OpenedApp = {
  readonly electron: ElectronApplication;
  readonly userDataDir: string;
  /** The operator's window, once its page is there; the newest when an earlier one has gone. */
  readonly window: () => Promise<Page>;
  readonly hasWindow: () => boolean;
  /** The small card above all windows, once its page is there. */
  readonly incomingCard: () => Promise<Page>;
  readonly hasIncomingCard: () => boolean;
};
/** `until` waits for the operator's window too, where there is one: a key pressed next meets a window that knows. */
export type WindowedApp = OpenedApp & TandemApp;

export type WindowedOptions = Omit<LaunchOptions, "policy"> & {
  /** Null: there is no document yet. */
  readonly policy: object | null;
  /** For tests that look at the tray, at dialogs or at processes through the stand-in's test hook. */
  readonly needsTestHook?: boolean;
};

const root = join(import.meta.dirname, "../..");
const windowAppearsMs = 10_000;

export async function launchWithPlaywright(options: WindowedOptions): Promise<WindowedApp> {
  const opened = await openWithPlaywright(options);
  const isFolderOurs = options.userDataDir === undefined;
  const app = await driveApp(opened.electron.process(), opened.userDataDir, isFolderOurs);
  return {
    ...opened,
    ...app,
    async until(...args) {
      const found = await app.until(...args);
      if (opened.hasWindow()) await untilDrawn(await opened.window());
      return found;
    },
  };
}

/** A page without an engine behind it answers late or never, one that is closing throws: whoever needs it finds out. */
const drawsWithinMs = 1_000;

/** An answer to the window comes behind every Event that main told it before; two frames later all of it is drawn. */
async function untilDrawn(page: Page): Promise<void> {
  const drawn = page.evaluate(async () => {
    const { phone } = window as unknown as { phone?: { send: (command: object) => Promise<unknown> } };
    await phone?.send({ type: "call.hold", callId: "no-such-call" });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  await Promise.race([drawn.catch(() => undefined), sleep(drawsWithinMs)]);
}

/** The app without its local API, which is closed as long as no document opens it. */
export async function openWithPlaywright(options: WindowedOptions): Promise<OpenedApp> {
  // Without it Playwright does not see pages beside windows, and the stand-in's windows are such pages.
  process.env["PW_CHROMIUM_ATTACH_TO_OTHER"] = "1";
  const userDataDir = options.userDataDir ?? mkdtempSync(join(tmpdir(), "tandem-e2e-"));
  const isElectron = options.needsTestHook !== true && findElectron(root) !== null;
  const electron = await _electron.launch({
    ...(isElectron ? {} : { executablePath: join(root, "test/host/electron-shim") }),
    args: [builtMain, ...toFlags(userDataDir, options.policy, options.flags)],
    env: toStrings(toEnvironment(options)),
  });
  const findPage = (file: string) =>
    electron.windows().findLast((page) => !page.isClosed() && isUiPage(page.url(), file));
  const findWindow = () => findPage("index.html");
  const waitForPage = async (file: string): Promise<Page> => {
    for (const end = Date.now() + windowAppearsMs; Date.now() < end; await sleep(20)) {
      const page = findPage(file);
      if (page !== undefined) return page;
    }
    const addresses = electron.windows().map((page) => page.url());
    throw new Error(`no ${file} among ${addresses.join(", ")}`);
  };
  return {
    electron,
    userDataDir,
    hasWindow: () => findWindow() !== undefined,
    window: () => waitForPage("index.html"),
    incomingCard: () => waitForPage("incoming.html"),
    hasIncomingCard: () => findPage("incoming.html") !== undefined,
  };
}

/** In Electron and in the stand-in. */
function isUiPage(url: string, file: string): boolean {
  return url.startsWith(`app://ui/${file}`) || new RegExp(`^https://ui\\.[^/]+/${file}`, "u").test(url);
}

function toStrings(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
