/** Brings a fixture before the eyes of a test, without loading the window anew where nothing else but the phone would differ. */
import type { Page } from "playwright-core";
import type { ServedGallery } from "./serve-gallery.ts";

type Addresses = Pick<ServedGallery, "addressOf">;

/** The window with nothing opened in it. */
const plainFixture = "endings";
/** They begin in another view or part, with something typed, or before anything was said. */
const special = /^(?:bar|card|colleagues|found|incidents|missing|nothingYet|notSetUp|people|setUp|settings|signIn)/u;

/** Whether a page that shows another such fixture can be turned to this one. */
export function isPlain(fixture: string): boolean {
  return !special.test(fixture);
}

/** What was opened in the page by hand may stay open. */
export async function showFixture(page: Page, gallery: Addresses, fixture: string): Promise<void> {
  if (!isPlain(fixture)) return loadFixture(page, gallery, fixture);
  if (page.url() !== gallery.addressOf(plainFixture)) await loadFixture(page, gallery, plainFixture);
  await page.evaluate((name) => window.gallery?.turnTo(name), fixture);
}

export async function loadFixture(page: Page, gallery: Addresses, fixture: string): Promise<void> {
  await page.goto(gallery.addressOf(fixture));
  await page.locator("#root > *").first().waitFor();
}
