/** axe finds nothing to complain of in any state of the window: every rule in light, the contrast in dark as well. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixtures } from "../../gallery/fixtures.ts";
import { type OpenGallery, openGallery } from "../../gallery/open-gallery.ts";

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
  await page.evaluate(axeSource);
  return page.evaluate(async (wanted) => {
    const { violations } = await (globalThis as unknown as AxeGlobal).axe.run(wanted);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = "" }) => `${id}: ${html} ${failureSummary}`),
    );
  }, options);
}

test("every fixture is clean", { timeout: 120_000 }, async () => {
  const page = await openPage("light");
  for (const fixture of Object.keys(fixtures)) {
    await page.goto(gallery.addressOf(fixture));
    expect({ fixture, complaints: await complaintsOf(page) }).toEqual({ fixture, complaints: [] });
  }
});

test("every fixture can be read in the dark", { timeout: 120_000 }, async () => {
  const page = await openPage("dark");
  for (const fixture of Object.keys(fixtures)) {
    await page.goto(gallery.addressOf(fixture));
    const complaints = await complaintsOf(page, { runOnly: ["color-contrast"] });
    expect({ fixture, complaints }).toEqual({ fixture, complaints: [] });
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
