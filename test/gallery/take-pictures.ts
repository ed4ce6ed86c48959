/**
 * Draws every fixture, light and dark, in three window sizes: `node test/gallery/take-pictures.ts <folder> [name …]`.
 * For people to look at; nothing is compared.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { atFixture } from "../builders/a-server.ts";
import { fixtures } from "./fixtures.ts";
import { openGallery } from "./open-gallery.ts";
import { takeScreenshot } from "./open-painter.ts";
import { sizes } from "./picture-list.ts";

const windowSizes = [sizes.usual, sizes.small, sizes.wide];
const cardSizes = [sizes.card, sizes["two-cards"]];

const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Say where the pictures go: node test/gallery/take-pictures.ts <folder> [fixture …]");
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const gallery = await openGallery();
try {
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await gallery.browser.newPage({ colorScheme, timezoneId: "UTC" });
    await page.clock.setFixedTime(atFixture);
    for (const name of wanted.length > 0 ? wanted : Object.keys(fixtures)) {
      const [fixture = name, language = "en"] = name.split(":");
      await page.goto(gallery.addressOf(fixture, language));
      for (const size of fixture.startsWith("card") ? cardSizes : windowSizes) {
        await page.setViewportSize(size);
        const file = `${fixture}-${language}-${size.width}x${size.height}-${colorScheme}.png`;
        await writeFile(join(folder, file), await takeScreenshot(page));
      }
    }
    await page.close();
  }
} finally {
  await gallery.close();
}
