/**
 * `npm run gallery`: serves every view with every fixture on loopback, for looking by hand, until Ctrl+C.
 * `npm run gallery -- --check`: tries every view in every language, size and look, and says what is cut off, out of
 * reach or cannot be read.
 */
import { once } from "node:events";
import { findUnreadable, openForAxe, otherLooks } from "../test/gallery/find-axe-complaints.ts";
import { openGallery } from "../test/gallery/open-gallery.ts";
import { serveGallery } from "../test/gallery/serve-gallery.ts";
import {
  type LayoutSize,
  layoutSizes,
  otherLayouts,
  tryLayout,
  tryPlainFixtures,
} from "../test/gallery/try-layouts.ts";

if (process.argv.includes("--check")) await check();
else await serve();

async function serve(): Promise<void> {
  const gallery = await serveGallery({ isWatching: true });
  console.log(`Every view with every fixture: ${gallery.address}`);
  console.log("Reload it after a change. Ctrl+C ends it.");
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await gallery.close();
}

async function check(): Promise<void> {
  const gallery = await openGallery();
  const sizes = Object.keys(layoutSizes) as LayoutSize[];
  let troubles = 0;
  const tell = (found: readonly string[], where = "") => {
    troubles += found.length;
    for (const trouble of found) console.log(`${where}${trouble}`);
  };
  try {
    for (const contrast of ["no-preference", "more"] as const) {
      const page = await gallery.browser.newPage({ reducedMotion: "reduce", contrast, timezoneId: "UTC" });
      const where = contrast === "more" ? "high contrast, " : "";
      for (const size of sizes) tell(await tryPlainFixtures(page, gallery, size), where);
      for (const layout of otherLayouts) tell(await tryLayout(page, gallery, layout, sizes), where);
      await page.close();
    }
    tell(await findUnreadable(await openForAxe(gallery.browser, "dark"), gallery, () => otherLooks));
  } finally {
    await gallery.close();
  }
  console.log(`Every view in every language, size and look: ${troubles} troubles.`);
  process.exitCode = troubles > 0 ? 1 : 0;
}
