/** Builds the gallery, serves it on loopback under the app's own content policy, and opens it in a Chromium. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { type Browser, chromium } from "playwright-core";
import { build } from "vite";
import { findChromium } from "../host/find-chromium.ts";

export type OpenGallery = {
  readonly browser: Browser;
  /** @param fixture a fixture's name. */
  readonly addressOf: (fixture: string, language?: string) => string;
  readonly close: () => Promise<void>;
};

const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'";
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

export async function openGallery(): Promise<OpenGallery> {
  const folder = await mkdtemp(join(tmpdir(), "tandem-gallery-"));
  const root = fileURLToPath(new URL(".", import.meta.url));
  await build({
    configFile: false,
    root,
    logLevel: "warn",
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2_000 },
  });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://gallery").pathname);
    const file = path === "/" ? "index.html" : path;
    readFile(join(folder, file)).then(
      (content) =>
        response
          .writeHead(200, {
            "content-type": types[extname(file)] ?? "application/octet-stream",
            "content-security-policy": contentPolicy,
          })
          .end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The gallery's server has no port.");
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error("No Chromium was found. Install one or set TANDEM_CHROMIUM to its path.");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  return {
    browser,
    addressOf: (fixture, language = "en") =>
      `http://127.0.0.1:${address.port}/?fixture=${fixture}&language=${language}`,
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
