/**
 * axe finds nothing to complain of in any state of the window: every rule in light, and the contrast in the other looks by
 * turns; a run that has a turn tries a third of the states, `npm run gallery -- --check` each state in every look.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { complaintsOf, findUnreadable, openForAxe, otherLooks } from "../../gallery/find-axe-complaints.ts";
import { fixtures } from "../../gallery/fixtures.ts";
import { type OpenGallery, openGallery } from "../../gallery/open-gallery.ts";
import { showFixture } from "../../gallery/show-fixture.ts";
import { ofTurn } from "../../turns.ts";

let gallery: OpenGallery;
beforeAll(async () => {
  gallery = await openGallery();
}, 60_000);
afterAll(() => gallery.close());

const openPage = (colorScheme: "light" | "dark") => openForAxe(gallery.browser, colorScheme);

/** What a screen reader reads by itself, whether by its role or by an attribute. */
function countRegions(page: Page) {
  return page.evaluate(() => {
    const live = [...document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=log], output")];
    const politenessOf = (element: Element) =>
      element.getAttribute("aria-live") ?? (element.getAttribute("role") === "alert" ? "assertive" : "polite");
    const count = (politeness: string) => live.filter((element) => politenessOf(element) === politeness).length;
    return { polite: count("polite"), assertive: count("assertive") };
  });
}

test(
  "every fixture is clean, and has exactly one region that waits its turn and one that interrupts",
  { timeout: 300_000 },
  async () => {
    const page = await openPage("light");
    for (const fixture of ofTurn(["nothingYet", ...Object.keys(fixtures)])) {
      await showFixture(page, gallery, fixture);
      const regions = await countRegions(page);
      expect({ fixture, complaints: await complaintsOf(page), regions }).toEqual({
        fixture,
        complaints: [],
        regions: { polite: 1, assertive: 1 },
      });
    }
  },
);

test(
  "every fixture can be read in one of the other looks, whose turn it is: in the dark, or in high contrast",
  { timeout: 300_000 },
  async () => {
    const page = await openPage("dark");
    const tried = ofTurn(Object.keys(fixtures));
    const unreadable = await findUnreadable(page, gallery, (fixture) => {
      const turn = tried.indexOf(fixture) % otherLooks.length;
      return turn < 0 ? [] : otherLooks.slice(turn, turn + 1);
    });
    expect(unreadable).toEqual([]);
  },
);

test("nothing moves by itself for whoever asks the system for rest", async () => {
  const page = await openPage("light");
  for (const fixture of ["activeAndRinging", "settings", "incidents"]) {
    await page.goto(gallery.addressOf(fixture));
    await page.locator("#root > *").first().waitFor();
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return animationName !== "none" || transitionDuration.split(", ").some((time) => time !== "0s");
        })
        .map(({ className }) => className),
    );
    expect({ fixture, moving }).toEqual({ fixture, moving: [] });
  }
});

test.each(["light", "dark"] as const)("the story of an outage is clean in the %s", async (colorScheme) => {
  const page = await openPage(colorScheme);
  await page.goto(gallery.addressOf("incidents"));
  await page.locator("summary", { hasText: "1 call was called back." }).click();
  await page.getByText("Save as a file").click();
  expect(await complaintsOf(page)).toEqual([]);
});

test.each(["More", "Keypad", "Main is ready"])("the window is clean with %s open", async (name) => {
  const page = await openPage("light");
  await page.goto(gallery.addressOf("active"));
  await page.getByRole("button", { name }).click();
  expect(await complaintsOf(page)).toEqual([]);
});
