/** The page with every fixture, in a real Chromium under the app's content policy. */
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Language } from "../../shared/i18n/catalogues.ts";
import { createTranslator } from "../../renderer/ui/i18n/translator.ts";
import { fixtures } from "./fixtures.ts";
import { type OpenGallery, openGallery } from "./open-gallery.ts";

let gallery: OpenGallery;
let page: Page;
const troubles: string[] = [];

/** One page for all, for it takes long to load: each test begins at its top, in English and in the light. */
beforeAll(async () => {
  gallery = await openGallery();
  const context = await gallery.browser.newContext({ viewport: { width: 800, height: 500 }, colorScheme: "light" });
  page = await context.newPage();
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  await page.goto(gallery.address);
}, 60_000);
afterAll(() => gallery.close());
beforeEach(() => page.evaluate(() => globalThis.scrollTo(0, 0)));
afterEach(() => expect(troubles).toEqual([]));

const soon = { timeout: 10_000 };
const frame = (title: string): FrameLocator => page.frameLocator(`iframe[title="${title}"]`);
const choose = (label: string, value: string) => page.getByRole("combobox", { name: label }).selectOption(value);
const starting = (language: Language) => createTranslator(language).say("setup.starting");
const inFirst = <Result>(read: (body: Element) => Result) => frame("nothing yet").locator("body").evaluate(read);
const groundOfFirst = () => inFirst((body) => getComputedStyle(body).backgroundColor);

test("every fixture stands in it once, and those far down wait until they are looked at", async () => {
  await frame("nothing yet").getByText(starting("en")).waitFor();
  expect(await page.locator("iframe").count()).toBe(Object.keys(fixtures).length + 1);
  expect(page.frames().filter((it) => it.url().includes("fixture=")).length).toBeLessThan(5);
  await page.locator("iframe").last().scrollIntoViewIfNeeded();
  await page.frameLocator("iframe >> nth=-1").locator("#root > :not(.unseen)").first().waitFor();
});

test("a language is chosen for all, and kept in the address", async () => {
  await choose("language", "ru");
  await frame("nothing yet").getByText(starting("ru")).waitFor();
  await page.reload();
  await frame("nothing yet").getByText(starting("ru")).waitFor();
  await choose("language", "en");
  await frame("nothing yet").getByText(starting("en")).waitFor();
});

test("a look is chosen for all", async () => {
  // Before its styles are there a page has no ground of its own.
  await frame("nothing yet").getByText(starting("en")).waitFor();
  await expect.poll(groundOfFirst, soon).not.toBe("rgba(0, 0, 0, 0)");
  const light = await groundOfFirst();
  await choose("look", "dark");
  await expect.poll(groundOfFirst, soon).not.toBe(light);
  await choose("look", "more-contrast");
  await expect.poll(() => inFirst(() => window.matchMedia("(prefers-contrast: more)").matches), soon).toBe(true);
  await choose("look", "light");
  await expect.poll(groundOfFirst, soon).toBe(light);
});

test("a size is chosen for all", async () => {
  await choose("size", "320x480");
  await expect.poll(() => inFirst(() => [window.innerWidth, window.innerHeight]), soon).toEqual([320, 480]);
});

test("a timer shows what it would in the call", async () => {
  await page.locator('iframe[title="active"]').scrollIntoViewIfNeeded();
  await expect.poll(() => frame("active").getByRole("timer").textContent(), soon).toMatch(/^0[23]:\d\d$/u);
});

test("a caption opens its fixture alone", async () => {
  await page.getByRole("link", { name: "main lost", exact: true }).click();
  await page.getByText("Main is not answering. Calls go through Backup. Nothing to do.").first().waitFor();
});
