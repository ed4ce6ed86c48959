/** Shows every fixture, and what can be opened in it, in every language and size, and gathers what nobody can read or press. */
import type { Page } from "playwright-core";
import { type Language, languages } from "../../shared/i18n/catalogues.ts";
import { toCardSize } from "./card-size.ts";
import { fixtures } from "./fixtures.ts";
import type { ServedGallery } from "./serve-gallery.ts";
import { loadFixture, showFixture } from "./show-fixture.ts";

type Size = { readonly width: number; readonly height: number };

/** In CSS pixels: at 200 % the usual window has room for half as many. */
export const layoutSizes = {
  small: { width: 320, height: 480 },
  usual: { width: 380, height: 680 },
  "usual at 200 %": { width: 190, height: 340 },
  "small at 200 %": { width: 160, height: 240 },
  wide: { width: 1100, height: 700 },
  "wide at 200 %": { width: 550, height: 350 },
} as const satisfies Record<string, Size>;

export type LayoutSize = keyof typeof layoutSizes;

export type Layout = {
  readonly name: string;
  readonly fixture: string;
  /** Opens something first, in English. */
  readonly open?: (page: Page) => Promise<void>;
};

const press = (name: string) => (page: Page) => page.getByRole("button", { name }).click();

export const layouts: readonly Layout[] = [
  ...Object.keys(fixtures).map((fixture) => ({ name: fixture, fixture })),
  { name: "the menu", fixture: "dnd", open: press("More") },
  { name: "the keypad", fixture: "active", open: press("Keypad") },
  { name: "a server's story", fixture: "refused", open: (page) => page.locator(".server-mark-button").first().focus() },
  { name: "why it was carried over", fixture: "carriedOver", open: press("via Backup") },
  { name: "a number is typed", fixture: "bothReady", open: (page) => page.locator(".dial-input").fill("0312345678") },
  { name: "a number is refused", fixture: "none", open: refuseNumber },
  { name: "the story of an outage", fixture: "incidents", open: openStories },
];

async function refuseNumber(page: Page): Promise<void> {
  await page.locator(".dial-input").fill("?!");
  await page.keyboard.press("Enter");
}

async function openStories(page: Page): Promise<void> {
  for (const summary of await page.locator("summary").all()) await summary.click();
}

/** @returns a line for each trouble: where, in which language and size, and what. */
export async function tryLayout(
  page: Page,
  gallery: Pick<ServedGallery, "addressOf">,
  { name, fixture, open }: Layout,
  sizes: readonly LayoutSize[],
): Promise<string[]> {
  const isCard = fixture.startsWith("card");
  await page.setViewportSize(isCard ? toCardSize(fixture === "cardTwice" ? 2 : 1) : layoutSizes.usual);
  await (open === undefined ? showFixture(page, gallery, fixture) : loadFixture(page, gallery, fixture));
  await open?.(page);
  const found: string[] = [];
  for (const size of isCard ? (["card"] as const) : sizes) {
    if (size !== "card") await page.setViewportSize(layoutSizes[size]);
    const troubles = await page.evaluate(findTroubles, languages);
    found.push(...troubles.map(([language, trouble]) => `${name}, ${language}, ${size}: ${trouble}`));
  }
  return found;
}

/** Where controls stand hardly changes with the language; they are tried in the last one. */
async function findTroubles(wanted: readonly Language[]): Promise<(readonly [Language, string])[]> {
  const found: (readonly [Language, string])[] = [];
  for (const language of wanted) {
    const troubles = (await window.gallery?.findTroublesIn(language)) ?? ["the gallery is not there"];
    const isLast = language === wanted.at(-1);
    const unreachable = isLast ? (window.gallery?.findUnreachable() ?? []) : [];
    found.push(...[...troubles, ...unreachable].map((trouble) => [language, trouble] as const));
  }
  return found;
}
