/**
 * `npm run gallery`: serves every view with every fixture on loopback, for looking by hand, until Ctrl+C.
 * `npm run gallery -- --check`: tries every view in every language, size and look, and says what is cut off or out of reach.
 */
import { once } from "node:events";
import { openGallery } from "../test/gallery/open-gallery.ts";
import { serveGallery } from "../test/gallery/serve-gallery.ts";
import { layouts, layoutSizes, tryLayout } from "../test/gallery/try-layouts.ts";

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
  let troubles = 0;
  try {
    for (const contrast of ["no-preference", "more"] as const) {
      const page = await gallery.browser.newPage({ reducedMotion: "reduce", contrast, timezoneId: "UTC" });
      for (const layout of layouts) {
        const found = await tryLayout(page, gallery, layout, Object.keys(layoutSizes) as (keyof typeof layoutSizes)[]);
        troubles += found.length;
        for (const trouble of found) console.log(`${contrast === "more" ? "high contrast, " : ""}${trouble}`);
      }
      await page.close();
    }
  } finally {
    await gallery.close();
  }
  console.log(`${layouts.length} views in every language, size and look: ${troubles} troubles.`);
  process.exitCode = troubles > 0 ? 1 : 0;
}
