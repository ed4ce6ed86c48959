/** Nothing is cut off and nothing is out of reach, whatever the window shows, in every language, small and enlarged. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenGallery, openGallery } from "./open-gallery.ts";
import { otherLayouts, tryLayout, tryPlainFixtures } from "./try-layouts.ts";

let gallery: OpenGallery;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery();
  page = await gallery.browser.newPage({ reducedMotion: "reduce", timezoneId: "UTC" });
}, 60_000);
afterAll(() => gallery.close());

const sizes = ["small", "usual", "usual at 200 %"] as const;

test.each(sizes)("whatever the phone says fits in every language, in the %s window", async (size) => {
  expect(await tryPlainFixtures(page, gallery, size)).toEqual([]);
});

test.each(otherLayouts)("$name fits in every language, and at 200 %", async (layout) => {
  expect(await tryLayout(page, gallery, layout, sizes)).toEqual([]);
});
