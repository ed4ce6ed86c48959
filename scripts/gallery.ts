/**
 * `npm run gallery`: serves every view with every fixture on loopback, for looking by hand, until Ctrl+C.
 * `npm run gallery -- --check`: tries every view in every language, size and look, and says what is cut off or out of reach.
 */
import { once } from "node:events";
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
  try {
    for (const contrast of ["no-preference", "more"] as const) {
      const page = await gallery.browser.newPage({ reducedMotion: "reduce", contrast, timezoneId: "UTC" });
      const tell = (found: readonly string[]) => {
        troubles += found.length;
        for (const trouble of found) console.log(`${contrast === "more" ? "high contrast, " : ""}${trouble}`);
      };
      for (const size of sizes) tell(await tryPlainFixtures(page, gallery, size));
      for (const layout of otherLayouts) tell(await tryLayout(page, gallery, layout, sizes));
      await page.close();
    }
  } finally {
    await gallery.close();
  }
  console.log(`Every view in every language, size and look: ${troubles} troubles.`);
  process.exitCode = troubles > 0 ? 1 : 0;
}
