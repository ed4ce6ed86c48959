/** The window stays small: what its page loads is at most 400 kB, compressed. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { expect, test } from "vitest";

const largestBytes = 400_000;

test("the page, its script and its style are at most 400 kB compressed, without inline script or style", async () => {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL("../../../renderer/ui", import.meta.url)),
    logLevel: "warn",
    plugins: [react()],
    build: { write: false, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2_000 },
  });
  if (Array.isArray(built) || !("output" in built)) throw new Error("One page was built, so one output was expected.");
  const files = built.output.map((file) => (file.type === "chunk" ? file.code : file.source));
  const bytes = files.reduce((sum, file) => sum + gzipSync(file).byteLength, 0);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(largestBytes);
  const page = built.output.find((file) => file.fileName === "index.html");
  const html = page?.type === "asset" ? String(page.source) : "";
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)/u);
});
