/**
 * Nothing is cut off and nothing is out of reach, whatever the window shows, in every language, small and enlarged. A run
 * that has a turn tries what the phone says in its languages, and a third of what has to be opened in all of them.
 */
import type { Page } from "playwright-core";
import { languages } from "../../shared/i18n/catalogues.ts";
import { ofTurn } from "../turns.ts";
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
  expect(await tryPlainFixtures(page, gallery, size, ofTurn(languages))).toEqual([]);
});

test.each(ofTurn(otherLayouts))("$name fits in every language, and at 200 %", async (layout) => {
  expect(await tryLayout(page, gallery, layout, sizes)).toEqual([]);
});
