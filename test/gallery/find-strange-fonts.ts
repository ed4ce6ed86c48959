/** Finds the letters of a page that no font of the gallery has, which each machine would draw with a font of its own. */
import type { Page } from "playwright-core";

/** @returns the names of the machine's fonts that the page uses. */
export async function findStrangeFonts(page: Page): Promise<string[]> {
  const devTools = await page.context().newCDPSession(page);
  try {
    await devTools.send("DOM.enable");
    await devTools.send("CSS.enable");
    const { nodes } = await devTools.send("DOM.getFlattenedDocument", { depth: -1, pierce: true });
    const withText = new Set(nodes.flatMap(({ nodeType, parentId }) => (nodeType === 3 ? (parentId ?? []) : [])));
    const used = await Promise.all(
      [...withText].map((nodeId) => devTools.send("CSS.getPlatformFontsForNode", { nodeId })),
    );
    const strange = used.flatMap(({ fonts }) => fonts.filter(({ isCustomFont }) => !isCustomFont));
    return [...new Set(strange.map(({ familyName }) => familyName))];
  } finally {
    await devTools.detach();
  }
}
