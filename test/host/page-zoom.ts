// A page's zoom: DevTools has none, so the page is laid out for a window as much smaller, and drawn with as many more pixels.
import type { CdpConnection } from "./cdp-pipe.ts";
import { chromium } from "./chromium.ts";
import type { OpenedTarget } from "./open-target.ts";

type Size = { readonly width: number; readonly height: number };

export class PageZoom {
  readonly #opened: Promise<OpenedTarget>;
  readonly #page: Promise<CdpConnection>;
  /** What of the window is no page; null until it is measured, which must be before the first zoom. */
  #frame: Size | null = null;
  #factor = 1;
  #last: Promise<void> = Promise.resolve();

  constructor({ opened, page }: { opened: Promise<OpenedTarget>; page: Promise<CdpConnection> }) {
    this.#opened = opened;
    this.#page = page;
  }

  get factor(): number {
    return this.#factor;
  }

  set factor(factor: number) {
    if (factor === this.#factor) return;
    this.#factor = factor;
    this.#drawAnew();
  }

  /** The window has another size. */
  onResized(): void {
    if (this.#factor !== 1) this.#drawAnew();
  }

  #drawAnew(): void {
    this.#last = this.#last.then(() => this.#draw()).catch(() => undefined);
  }

  async #draw(): Promise<void> {
    const { pipe, targetId } = await this.#opened;
    const page = await this.#page;
    const { bounds } = await pipe.browser.send("Browser.getWindowForTarget", { targetId });
    const window = { width: bounds.width ?? 0, height: bounds.height ?? 0 };
    this.#frame ??= await measureFrame(page, window);
    const factor = this.#factor;
    // A page that is drawn otherwise hears nothing of its window's new size.
    await page.send("Emulation.clearDeviceMetricsOverride", {});
    if (factor === 1) return;
    await page.send("Emulation.setDeviceMetricsOverride", {
      width: Math.round((window.width - this.#frame.width) / factor),
      height: Math.round((window.height - this.#frame.height) / factor),
      deviceScaleFactor: factor,
      mobile: false,
      // Fills the window for whoever sees it; where nobody does, Playwright's clicks would go astray.
      ...(chromium.isHeadless ? {} : { scale: factor }),
    });
  }
}

async function measureFrame(page: CdpConnection, window: Size): Promise<Size> {
  const { cssLayoutViewport } = await page.send("Page.getLayoutMetrics", {});
  const { clientWidth, clientHeight } = cssLayoutViewport;
  return { width: window.width - clientWidth, height: window.height - clientHeight };
}
