/** SIGKILL for the process behind one of the app's pages, as a crash or an impatient system would. */
import type { TandemHost } from "../host/test-hook.ts";
import type { WindowedApp } from "./launch-with-playwright.ts";

declare global {
  /** The stand-in's test hook; Electron has none. */
  var __tandemHost: TandemHost | undefined;
}

/** @returns the epoch ms of the kill. What follows may pass at once: whoever waits for it begins to wait before. */
export async function killRenderer(app: WindowedApp, role: "engine" | "ui"): Promise<number> {
  const pid = await app.electron.evaluate(async ({ webContents }, wanted) => {
    const pages = webContents.getAllWebContents();
    const page = pages.findLast((contents) => contents.getURL().startsWith(`app://${wanted}/`));
    if (page === undefined) throw new Error(`no ${wanted} page`);
    const host = globalThis.__tandemHost;
    if (host === undefined) return page.getOSProcessId();
    // DevTools names processes but not whose they are: the page's is the one that works when it does, and clearly so.
    for (let round = 0; round < 10; round += 1) {
      const before = await host.processes();
      await page.executeJavaScript("for (const end = performance.now() + 500; performance.now() < end;);");
      const [first, second] = (await host.processes())
        .filter(({ type }) => type === "renderer")
        .map(({ id, cpuTime }) => ({ id, by: cpuTime - (before.find((one) => one.id === id)?.cpuTime ?? 0) }))
        .sort((a, b) => b.by - a.by);
      if (first !== undefined && first.by > 0.1 && first.by > 3 * (second?.by ?? 0)) return first.id;
    }
    return 0;
  }, role);
  if (pid === 0) throw new Error(`no process of the ${role} page was found`);
  process.kill(pid, "SIGKILL");
  return Date.now();
}
