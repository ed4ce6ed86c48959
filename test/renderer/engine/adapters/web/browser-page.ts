/** Opens the test page in a real Chromium under the engine's own Content Security Policy. */
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { build } from "vite";
import { findChromium } from "../../../../host/find-chromium.ts";
import type { Stories } from "./page/stories.ts";

export type BrowserPage = {
  /** Has the page act out one story and returns its facts. */
  readonly act: <Name extends keyof Stories>(
    name: Name,
    ...args: Parameters<Stories[Name]>
  ) => Promise<Awaited<ReturnType<Stories[Name]>>>;
  /** How many PeerConnections are in memory once all that can be collected is. */
  readonly countConnections: () => Promise<number>;
  readonly setMicrophonePermission: (setting: "granted" | "denied") => Promise<void>;
  readonly close: () => Promise<void>;
};

const policy =
  "default-src 'none'; script-src 'self'; connect-src wss: ws:; media-src 'self' blob: data:; worker-src 'self'";

const flags = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
];

export type BrowserWishes = { readonly microphone: "fake" | "none"; readonly permission: "granted" | "denied" };

export async function openBrowserPage({ microphone, permission }: BrowserWishes): Promise<BrowserPage> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("No Chromium was found; `npm run setup` says how to install one.");
  const script = await (bundled ??= bundle());
  const server = createServer((request, response) => {
    const isScript = request.url === "/main.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.setHeader("content-security-policy", policy);
    response.end(
      isScript ? script : '<!doctype html><title>audio</title><script type="module" src="/main.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The page server has no port.");
  const origin = `http://127.0.0.1:${address.port}`;

  const context = await chromium.launchPersistentContext("", {
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...flags, ...(microphone === "fake" ? ["--use-fake-device-for-media-stream"] : [])],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const cdp = await context.newCDPSession(page);
  const setMicrophonePermission = async (setting: "granted" | "denied") => {
    await cdp.send("Browser.setPermission", { permission: { name: "microphone" }, setting, origin });
  };
  await setMicrophonePermission(permission);
  await load(page, origin);

  const countConnections = async () => {
    for (let round = 0; round < 3; round += 1) await cdp.send("HeapProfiler.collectGarbage");
    const { result } = await cdp.send("Runtime.evaluate", { expression: "RTCPeerConnection.prototype" });
    const { objects } = await cdp.send("Runtime.queryObjects", { prototypeObjectId: result.objectId ?? "" });
    const length = { objectId: objects.objectId ?? "", functionDeclaration: "function () { return this.length; }" };
    const { result: count } = await cdp.send("Runtime.callFunctionOn", length);
    await cdp.send("Runtime.releaseObject", { objectId: length.objectId });
    return Number(count.value);
  };

  return {
    act: (name, ...args) =>
      page.evaluate(({ name, args }) => Reflect.apply(window.stories[name], null, args), { name, args }),
    countConnections,
    setMicrophonePermission,
    async close() {
      await context.close();
      server.close();
    },
  };
}

async function load(page: Page, origin: string): Promise<void> {
  page.on("pageerror", (error) => console.error("In the page:", error));
  await page.goto(origin);
  await page.waitForFunction(() => "stories" in window);
}

/** Built once, however many pages are opened. */
let bundled: Promise<string> | null = null;

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "esnext",
      modulePreload: false,
      rollupOptions: { input: join(import.meta.dirname, "page/main.ts") },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !("output" in output)) throw new Error("The page was not built.");
  return output.output[0].code;
}
