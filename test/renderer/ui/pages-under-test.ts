/**
 * A window in a real Chromium, under the app's content policy, with a pretended phone behind it. All tests of a file share
 * one page, which each loads anew: a page of its own would start a process and compile the window for every test.
 */
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { aSnapshot } from "../../builders/a-snapshot.ts";
import { type OpenGallery, openGallery } from "../../gallery/open-gallery.ts";
import type { Gallery } from "../../gallery/gallery.ts";
import type { CommandReply } from "../../../shared/contract/command.ts";
import type { UiMessage } from "../../../shared/contract/wire.ts";

declare global {
  interface Window {
    gallery?: Gallery;
  }
}

const usual = { width: 380, height: 680 };
let gallery: OpenGallery;
let context: BrowserContext;
let troubles: string[] = [];
export let page: Page;

/** To be called once in a test file; every page's own errors fail its test. */
export function openPages(): void {
  beforeAll(async () => {
    gallery = await openGallery();
    context = await gallery.browser.newContext({ viewport: usual });
    await openPage(context);
  }, 60_000);
  afterAll(() => gallery.close());
  beforeEach(() => {
    troubles = [];
  });
  afterEach(async () => {
    await (page.context() === context ? leavePage() : replacePage());
    expect(troubles).toEqual([]);
  });
}

/**
 * Nothing of a test is left to the next: neither what was typed, nor the size, nor where the pointer stands. The window
 * itself stands until the next is opened; by way of an empty page, that one would have a process of its own again.
 */
async function leavePage() {
  if (page.url() !== "about:blank") await page.evaluate(() => sessionStorage.clear());
  await page.setViewportSize(usual);
  await page.mouse.move(0, 0);
}

async function replacePage() {
  await page.context().close();
  await openPage(context);
}

async function openPage(from: BrowserContext) {
  page = await from.newPage();
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
}

/** A clock is its context's: from here on, time stands still for a new page alone, until the test lets it run. */
export async function stopClock() {
  await page.close();
  await openPage(await gallery.browser.newContext({ viewport: usual }));
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1_000);
}

export const open = (fixture: string, language?: string) => page.goto(gallery.addressOf(fixture, language));
export const deliver = (message: UiMessage) => page.evaluate((said) => window.gallery?.phone.deliver(said), message);
export const show = (snapshot: ReturnType<typeof aSnapshot>) => deliver({ type: "snapshot", snapshot });
const all = () => page.evaluate(() => window.gallery?.phone.sent ?? []);
const isLook = (command: unknown) => JSON.stringify(command).includes("sound.watch");
/** What was asked by hand: that a view looks at the microphone's level is no press. */
export const sent = async () => (await all()).filter((command) => !isLook(command));
export const looks = async () => (await all()).filter(isLook);
export const sentBesidePreparing = async () =>
  (await sent()).filter((command) => !JSON.stringify(command).includes("dial.prepare"));
/** What was asked for: neither what typing makes ready nor what it looks for. */
export const sentBesideTyping = async () =>
  (await sentBesidePreparing()).filter(
    (command) => !/(?:history|people|directory)\.find/u.test(JSON.stringify(command)),
  );
export const answerDialWith = (reply: CommandReply) =>
  page.evaluate((said) => window.gallery?.phone.answer("call.dial", said), reply);
export const field = () => page.getByRole("textbox", { name: "Name or number" });
/** What stands in each of them, line by line. */
export const linesOf = async (places: Locator) =>
  (await places.allInnerTexts()).map((text) => text.replaceAll(/\s*\n\s*/gu, " | "));
export const focusedText = () => page.evaluate(() => document.activeElement?.textContent ?? "");
