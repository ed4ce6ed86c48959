/** Serves the gallery and opens a Chromium for it that draws letters the same way everywhere. */
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../host/find-chromium.ts";
import { serveGallery, type ServedGallery } from "./serve-gallery.ts";

export type OpenGallery = ServedGallery & { readonly browser: Browser };

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--font-render-hinting=none",
  "--disable-lcd-text",
  "--force-color-profile=srgb",
];
const fontSettings = fileURLToPath(new URL("fonts.conf", import.meta.url));

export async function openGallery(): Promise<OpenGallery> {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error("No Chromium was found. Install one or set TANDEM_CHROMIUM to its path.");
  const served = await serveGallery();
  const browser = await chromium.launch({
    executablePath,
    args: flags,
    env: { ...process.env, FONTCONFIG_FILE: fontSettings },
  });
  return {
    ...served,
    browser,
    async close() {
      await browser.close();
      await served.close();
    },
  };
}
