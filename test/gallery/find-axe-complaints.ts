/** What axe has to complain of in a page of the gallery, and the looks in which a window can be read or not. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { fixtures } from "./fixtures.ts";
import type { ServedGallery } from "./serve-gallery.ts";
import { showFixture } from "./show-fixture.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type AxeOptions = { readonly runOnly?: readonly string[]; readonly resultTypes?: readonly string[] };
type AxeViolation = {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
};
type AxeGlobal = {
  readonly axe: { readonly run: (options: AxeOptions) => Promise<{ readonly violations: readonly AxeViolation[] }> };
};

/** Beside the light one, in which every rule is tried. */
export const otherLooks = [
  { colorScheme: "dark", contrast: "no-preference" },
  { colorScheme: "dark", contrast: "more" },
  { colorScheme: "light", contrast: "more" },
] as const;
export type Look = (typeof otherLooks)[number];

/** The app's content policy would keep axe itself out, so such a page is opened without it. */
export async function openForAxe(browser: Browser, colorScheme: "light" | "dark"): Promise<Page> {
  const viewport = { width: 380, height: 680 };
  // A colour on its way to another one is neither, and no finding.
  const context = await browser.newContext({ colorScheme, viewport, bypassCSP: true, reducedMotion: "reduce" });
  return context.newPage();
}

export async function complaintsOf(page: Page, options: Pick<AxeOptions, "runOnly"> = {}): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async (wanted) => {
    const { violations } = await (globalThis as unknown as AxeGlobal).axe.run({
      ...wanted,
      // What passed is counted no further.
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = "" }) => `${id}: ${html} ${failureSummary}`),
    );
  }, options);
}

/** @returns a line for each thing that cannot be read, in the looks that are wanted of each fixture. */
export async function findUnreadable(
  page: Page,
  gallery: Pick<ServedGallery, "addressOf">,
  looksOf: (fixture: string) => readonly Look[],
): Promise<string[]> {
  const found: string[] = [];
  for (const fixture of Object.keys(fixtures)) {
    const looks = looksOf(fixture);
    if (looks.length > 0) await showFixture(page, gallery, fixture);
    for (const look of looks) {
      await page.emulateMedia(look);
      // The window hears of it with the next frame.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      await page.locator(look.contrast === "more" ? "html[data-high-contrast]" : "html").waitFor();
      const complaints = await complaintsOf(page, { runOnly: ["color-contrast"] });
      found.push(...complaints.map((complaint) => `${fixture}, ${look.colorScheme}, ${look.contrast}: ${complaint}`));
    }
  }
  return found;
}
