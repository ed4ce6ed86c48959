/** SIGKILL for the process behind one of the app's pages, as a crash or an impatient system would. */
import type { TandemHost } from "../host/test-hook.ts";
import type { WindowedApp } from "./launch-with-playwright.ts";

declare global {
  /** The stand-in's test hook; Electron has none. */
  var __tandemHost: TandemHost | undefined;
}

/** @returns the epoch ms of the kill. */
export async function killRenderer(app: WindowedApp, role: "engine" | "ui"): Promise<number> {
  const pid = await app.electron.evaluate(async ({ webContents }, wanted) => {
    const pages = webContents.getAllWebContents();
    const page = pages.findLast((contents) => contents.getURL().startsWith(`app://${wanted}/`));
    if (page === undefined) throw new Error(`no ${wanted} page`);
    const host = globalThis.__tandemHost;
    if (host === undefined) return page.getOSProcessId();
    // DevTools names processes but not whose they are; the one that works when the page does is the page's.
    const before = await host.processes();
    await page.executeJavaScript("for (const end = performance.now() + 500; performance.now() < end;);");
    const grown = (await host.processes())
      .filter(({ type }) => type === "renderer")
      .map(({ id, cpuTime }) => ({ id, by: cpuTime - (before.find((one) => one.id === id)?.cpuTime ?? 0) }));
    return grown.sort((a, b) => b.by - a.by)[0]?.id ?? 0;
  }, role);
  if (pid === 0) throw new Error(`no process of the ${role} page was found`);
  process.kill(pid, "SIGKILL");
  return Date.now();
}
