/** Shows every fixture, and what can be opened in it, in every language and size, and gathers what nobody can read or press. */
import type { Page } from "playwright-core";
import { type Language, languages } from "../../shared/i18n/catalogues.ts";
import { toCardSize } from "./card-size.ts";
import { fixtures } from "./fixtures.ts";
import type { ServedGallery } from "./serve-gallery.ts";
import { isPlain, loadFixture, showFixture } from "./show-fixture.ts";

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

/** They stand in one page, one after the other. */
const plainFixtures = Object.keys(fixtures).filter(isPlain);

/** Each of these has the page loaded anew. */
export const otherLayouts: readonly Layout[] = [
  ...Object.keys(fixtures).flatMap((fixture) => (isPlain(fixture) ? [] : [{ name: fixture, fixture }])),
  { name: "the menu", fixture: "dnd", open: press("More") },
  { name: "the queues that differ", fixture: "queuesLongNames", open: press("The servers disagree") },
  { name: "the queues of a server that is away", fixture: "queuesMainLost", open: press("Ready in") },
  { name: "the menu with a desk to take over", fixture: "deskFree", open: press("More") },
  { name: "the menu with a desk taken over", fixture: "deskTaken", open: press("More") },
  { name: "the menu with a desk that has to be named", fixture: "deskUnnamed", open: press("More") },
  { name: "the keypad", fixture: "active", open: press("Keypad") },
  { name: "a colleague is typed for a transfer", fixture: "activeWithColleagues", open: typeColleague },
  { name: "a server's story", fixture: "refused", open: (page) => page.locator(".server-mark-button").first().focus() },
  { name: "why it was carried over", fixture: "carriedOver", open: press("via Backup") },
  {
    name: "the servers that were tried for a call",
    fixture: "foundLong",
    open: (page) => page.locator(".recent-ways").click(),
  },
  { name: "a contact is written", fixture: "people", open: press("New contact") },
  { name: "a contact is erased", fixture: "people", open: eraseContact },
  { name: "a file of contacts is looked at", fixture: "people", open: press("Import…") },
  { name: "a way to set the phone up is chosen", fixture: "notSetUp", open: chooseByHand },
  { name: "what a link offers", fixture: "setUpByLink", open: press("Show what it brings") },
  { name: "a link brought what cannot be used", fixture: "setUpByBadLink", open: press("Show what it brings") },
  { name: "a link's server is not trusted", fixture: "setUpBySomebody", open: press("Show what it brings") },
  { name: "the story of an outage", fixture: "incidents", open: openStories },
  // What is typed stays in the field of the pages after it, and is looked for in place of any part.
  { name: "a number is typed", fixture: "bothReady", open: (page) => page.locator(".dial-input").fill("0312345678") },
  { name: "a number is refused", fixture: "none", open: refuseNumber },
];

async function chooseByHand(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Enter it by hand" }).check();
}

async function typeColleague(page: Page): Promise<void> {
  await press("Transfer")(page);
  await page.locator(".transfer-input").fill("ta");
}

async function refuseNumber(page: Page): Promise<void> {
  await page.locator(".dial-input").fill("?!");
  await page.keyboard.press("Enter");
}

async function eraseContact(page: Page): Promise<void> {
  await press("Edit Tanaka Yuki")(page);
  await press("Erase contact")(page);
}

async function openStories(page: Page): Promise<void> {
  for (const summary of await page.locator("summary").all()) await summary.click();
}

/** @returns a line for each trouble of all fixtures that one page can be turned to: which, in which language, and what. */
export async function tryPlainFixtures(
  page: Page,
  gallery: Pick<ServedGallery, "addressOf">,
  size: LayoutSize,
  inLanguages: readonly Language[] = languages,
): Promise<string[]> {
  const [first = ""] = plainFixtures;
  await page.setViewportSize(layoutSizes[size]);
  await showFixture(page, gallery, first);
  const troubles = await page.evaluate(findTroublesOf, { fixtures: plainFixtures, languages: inLanguages });
  return troubles.map(({ fixture, language, trouble }) => `${fixture}, ${language}, ${size}: ${trouble}`);
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
  await loadFixture(page, gallery, fixture);
  await open?.(page);
  const found: string[] = [];
  for (const size of isCard ? (["card"] as const) : sizes) {
    if (size !== "card") await page.setViewportSize(layoutSizes[size]);
    const troubles = await page.evaluate(findTroublesOf, { fixtures: [fixture], languages });
    found.push(...troubles.map(({ language, trouble }) => `${name}, ${language}, ${size}: ${trouble}`));
  }
  return found;
}

type Trouble = { readonly fixture: string; readonly language: Language; readonly trouble: string };

/**
 * One language after the other, as another one has everything drawn anew. Where controls stand hardly changes with it;
 * they are tried in the last one.
 */
async function findTroublesOf(wanted: {
  readonly fixtures: readonly string[];
  readonly languages: readonly Language[];
}): Promise<Trouble[]> {
  const { gallery } = window;
  if (gallery === undefined) throw new Error("The gallery is not there.");
  const found: Trouble[] = [];
  for (const language of wanted.languages) {
    const isLast = language === wanted.languages.at(-1);
    for (const fixture of wanted.fixtures) {
      const troubles = await gallery.findTroublesIn(language, fixture);
      const unreachable = isLast ? await gallery.findUnreachable() : [];
      found.push(...[...troubles, ...unreachable].map((trouble) => ({ fixture, language, trouble })));
    }
  }
  return found;
}
