/** Builds the gallery's page into a folder, once or anew with every change of its sources. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build, type InlineConfig } from "vite";

type Stop = () => Promise<void>;

/** @returns what ends the building: here it has ended already. */
export async function buildGallery(folder: string): Promise<Stop> {
  await build(toConfig(folder));
  return async () => undefined;
}

/**
 * Comes back when the first build is done, good or not; Vite prints what is wrong with one.
 * @returns what ends the building.
 */
export async function watchGallery(folder: string): Promise<Stop> {
  const config = toConfig(folder);
  const watcher = await build({ ...config, build: { ...config.build, watch: {} } });
  if (!("on" in watcher)) throw new Error("Vite does not watch.");
  await new Promise<void>((resolve) => {
    watcher.on("event", ({ code }) => {
      if (code === "END") resolve();
    });
  });
  return () => watcher.close();
}

function toConfig(folder: string): InlineConfig {
  return {
    configFile: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    logLevel: "warn",
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2_000,
    },
  };
}
