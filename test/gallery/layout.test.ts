/** Nothing is cut off and nothing is out of reach, whatever the window shows, in every language, small and enlarged. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenGallery, openGallery } from "./open-gallery.ts";
import { layouts, tryLayout } from "./try-layouts.ts";

let gallery: OpenGallery;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery();
  page = await gallery.browser.newPage({ reducedMotion: "reduce", timezoneId: "UTC" });
}, 60_000);
afterAll(() => gallery.close());

test.each(layouts)("$name fits in every language, and at 200 %", async (layout) => {
  expect(await tryLayout(page, gallery, layout, ["small", "usual", "usual at 200 %"])).toEqual([]);
});
