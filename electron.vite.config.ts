// What `npm run build` makes: main and the records' process, two sandboxed preloads in a file each, and the pages.
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { grammarTables } from "./scripts/build/keep-grammar-tables.ts";

const at = (path: string) => resolve(import.meta.dirname, path);

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
    plugins: [react(), grammarTables],
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
