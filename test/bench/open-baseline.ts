/** Opens the comparison's page in the installed Chromium, trusting one server's key and with a pretended microphone. */
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { build } from "vite";
import { findChromium } from "../host/find-chromium.ts";
import { accountPassword } from "../testbed/accounts.ts";
import type { AsteriskServer } from "../testbed/asterisk-server.ts";
import type { BaselineLine } from "./page/main.ts";

export type BaselinePage = {
  /** `window.baseline` stands in it, registered. */
  readonly page: Page;
  readonly close: () => Promise<void>;
};

/** What is not left as SimpleUser brings it. */
export type BaselineOptions = Pick<BaselineLine, "reconnectionAttempts" | "expiresS">;

export async function openBaseline(
  server: AsteriskServer,
  user: string,
  options: BaselineOptions = {},
): Promise<BaselinePage> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("No Chromium was found; `npm run setup` says how to install one.");
  const script = await bundle();
  const files = createServer((request, response) => {
    const isScript = request.url === "/main.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><script type="module" src="/main.js"></script>');
  });
  await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
  const address = files.address();
  if (address === null || typeof address === "string") throw new Error("The page server has no port.");
  const origin = `http://127.0.0.1:${address.port}`;

  const browser = await chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [`--ignore-certificate-errors-spki-list=${server.spkiPin}`, "--use-fake-device-for-media-stream"],
  });
  const context = await browser.newContext();
  await context.grantPermissions(["microphone"], { origin });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error("In the page:", error));
  await page.goto(origin);
  await page.waitForFunction(() => "baseline" in window);
  const line = { url: server.wssUrl, aor: `sip:${user}@${server.domain}`, user, password: accountPassword, ...options };
  await page.evaluate((given) => window.baseline.register(given), line);
  return {
    page,
    async close() {
      await browser.close();
      files.close();
    },
  };
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "esnext",
      modulePreload: false,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: join(import.meta.dirname, "page/main.ts") },
    },
  });
  if (Array.isArray(built) || !("output" in built)) throw new Error("The page was not built.");
  return built.output[0].code;
}
