// What `npm run build` makes: main and the records' process, two sandboxed preloads in a file each, and the pages.
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";

const at = (path: string) => resolve(import.meta.dirname, path);

/** Vite writes a page's scripts before its styles; what stands in the page is painted once the styles are there. */
const stylesFirst: Plugin = {
  name: "styles-first",
  transformIndexHtml: {
    order: "post",
    handler(html) {
      const styles = html.match(/^ *<link rel="stylesheet"[^>]*>\n/gmu) ?? [];
      const without = styles.reduce((page, style) => page.replace(style, ""), html);
      return without.replace(/^ *<script type="module"/mu, (script) => `${styles.join("")}${script}`);
    },
  },
};

export default defineConfig({
  main: {
    build: {
      outDir: "out/main",
      externalizeDeps: false,
      rolldownOptions: {
        input: { main: at("electron/main.ts"), records: at("electron/records-process.ts") },
        output: { format: "es", entryFileNames: "[name].js" },
      },
    },
  },
  preload: {
    build: {
      outDir: "out/preload",
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: { engine: at("electron/preload/engine.ts"), ui: at("electron/preload/ui.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "renderer",
    plugins: [react(), stylesFirst],
    build: {
      outDir: "out/renderer",
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          engine: at("renderer/engine/index.html"),
          trial: at("renderer/engine/trial.html"),
          ui: at("renderer/ui/index.html"),
          incoming: at("renderer/ui/incoming.html"),
        },
      },
    },
  },
});
