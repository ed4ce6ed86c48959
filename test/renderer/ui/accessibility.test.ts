/** axe finds nothing to complain of in any state of the window: every rule in light, the contrast in dark as well. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixtures } from "../../gallery/fixtures.ts";
import { type OpenGallery, openGallery } from "../../gallery/open-gallery.ts";
import { showFixture } from "../../gallery/show-fixture.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type AxeOptions = { readonly runOnly?: readonly string[] };
type AxeViolation = {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
};
type AxeGlobal = {
  readonly axe: { readonly run: (options: AxeOptions) => Promise<{ readonly violations: readonly AxeViolation[] }> };
};

let gallery: OpenGallery;
beforeAll(async () => {
  gallery = await openGallery();
}, 60_000);
afterAll(() => gallery.close());

/** The app's content policy would keep axe itself out, so these pages are opened without it. */
async function openPage(colorScheme: "light" | "dark"): Promise<Page> {
  const viewport = { width: 380, height: 680 };
  // A colour on its way to another one is neither, and no finding.
  const context = await gallery.browser.newContext({
    colorScheme,
    viewport,
    bypassCSP: true,
    reducedMotion: "reduce",
  });
  return context.newPage();
}

async function complaintsOf(page: Page, options: AxeOptions = {}): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async (wanted) => {
    const { violations } = await (globalThis as unknown as AxeGlobal).axe.run(wanted);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = "" }) => `${id}: ${html} ${failureSummary}`),
    );
  }, options);
}

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
  { timeout: 120_000 },
  async () => {
    const page = await openPage("light");
    for (const fixture of ["nothingYet", ...Object.keys(fixtures)]) {
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

test("every fixture can be read in the dark, and in both looks of high contrast", { timeout: 240_000 }, async () => {
  const page = await openPage("dark");
  for (const fixture of Object.keys(fixtures)) {
    await page.emulateMedia({ colorScheme: "dark", contrast: "no-preference" });
    await showFixture(page, gallery, fixture);
    for (const [colorScheme, contrast] of [
      ["dark", "no-preference"],
      ["dark", "more"],
      ["light", "more"],
    ] as const) {
      await page.emulateMedia({ colorScheme, contrast });
      // The window hears of it with the next frame.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      await page.locator(contrast === "more" ? "html[data-high-contrast]" : "html").waitFor();
      const complaints = await complaintsOf(page, { runOnly: ["color-contrast"] });
      expect({ fixture, colorScheme, contrast, complaints }).toEqual({
        fixture,
        colorScheme,
        contrast,
        complaints: [],
      });
    }
  }
});

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
