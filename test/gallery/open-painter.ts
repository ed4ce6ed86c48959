/** Draws pictures of the gallery so that the next machine draws the same: one clock, one zone, no motion, no caret. */
import type { Page } from "playwright-core";
import { atFixture } from "../builders/a-server.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { findStrangeFonts } from "./find-strange-fonts.ts";
import type { OpenGallery } from "./open-gallery.ts";
import { fixtures } from "./fixtures.ts";
import { type Picture, pictureLooks, sizes } from "./picture-list.ts";
import { soundBefore } from "./sound-fixtures.ts";

export type Painter = {
  /** @returns the picture as a PNG. */
  readonly draw: (picture: Picture) => Promise<Buffer>;
  /** @returns the machine's own fonts in the last picture; there should be none. */
  readonly findStrangeFonts: () => Promise<string[]>;
  readonly close: () => Promise<void>;
};

/** @param language what the browser says it speaks. */
export async function openPainter(gallery: OpenGallery, language: string): Promise<Painter> {
  const context = await gallery.browser.newContext({ deviceScaleFactor: 1, locale: language, timezoneId: "UTC" });
  const page = await context.newPage();
  await page.clock.setFixedTime(atFixture);
  return {
    async draw({ fixture, language, size, look, press, from }) {
      await page.emulateMedia({ reducedMotion: "reduce", ...pictureLooks[look] });
      await page.setViewportSize(sizes[size]);
      await page.goto(gallery.addressOf(fixture, language));
      await liveThrough(page, fixture);
      if (from !== undefined) {
        const group = page.locator("fieldset", { has: page.locator("legend", { hasText: from }) });
        await group.evaluate((element) => element.scrollIntoView({ block: "start", behavior: "instant" }));
      }
      if (press === undefined) return takeScreenshot(page);
      await page
        .getByRole("button", { name: press })
        .or(page.locator("summary", { hasText: press }))
        .click();
      const picture = await takeScreenshot(page);
      await page.mouse.move(0, 0);
      return picture;
    },
    findStrangeFonts: () => findStrangeFonts(page),
    close: () => context.close(),
  };
}

/** What is drawn from one instant to the next needs the instants before. */
async function liveThrough(page: Page, fixture: string): Promise<void> {
  const all: Readonly<Record<string, Snapshot>> = fixtures;
  const now = all[fixture];
  const before = soundBefore(fixture, now);
  if (now === undefined || before.length === 0) return;
  for (const { agoMs, snapshot } of [...before, { agoMs: 0, snapshot: now }]) {
    await page.clock.setFixedTime(atFixture - agoMs);
    await page.evaluate(async (one) => {
      window.gallery?.phone.show(one);
      // The card keeps what it measured once it was drawn.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }, snapshot);
  }
  await page.evaluate(() => window.gallery?.phone.deliver({ type: "sound", now: { level: 11, echo: "idle" } }));
  // Its timer looks at the clock once a second.
  await page.waitForTimeout(1_100);
}

/** Waits for the window and its fonts first. */
export async function takeScreenshot(page: Page): Promise<Buffer> {
  await page.locator("#root > *").first().waitFor();
  await page.evaluate(async () => {
    document.body.getBoundingClientRect();
    await document.fonts.ready;
  });
  return page.screenshot({ animations: "disabled", caret: "hide", scale: "css" });
}
