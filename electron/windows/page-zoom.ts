/** How large a window's page is drawn. Chromium keeps one zoom for all pages of an origin, and forgets it with a new page. */
import type { WebContents } from "electron";

export function applyZoom(page: WebContents, pct: number): void {
  page.setZoomFactor(pct / 100);
}

/** From its first letter on: what is not yet there cannot be drawn larger, so each page is as soon as it is. */
export function keepZoom(page: WebContents, pct: () => number): void {
  page.on("did-navigate", () => applyZoom(page, pct()));
}
