// Runs in the page's own world before its scripts: receives the preload's exposed interfaces and holds back window.open.
import type { WorldLine, WorldSide } from "./world-line.ts";

/** Self-contained: sent to Chromium as source text. */
export function startPageWorld(
  handshake: string,
  createWorldLine: (element: EventTarget, side: WorldSide) => WorldLine,
): void {
  if (window !== window.top) return;

  function freeze<T>(value: T): T {
    if (typeof value !== "object" || value === null) return value;
    if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return value;
    for (const item of Object.values(value)) freeze(item);
    return Object.freeze(value);
  }

  function connect(element: EventTarget): void {
    const line = createWorldLine(element, "page");
    line.onPost("expose", (body) => {
      const { key, api } = body as { key: string; api: unknown };
      Object.defineProperty(window, key, { value: freeze(line.decode(api)), enumerable: true });
    });
    window.open = (url, name, features) => {
      const target = new URL(String(url ?? "about:blank"), document.baseURI);
      line.post("open", { url: target.href, name: name ?? "", features: features ?? "" });
      return null;
    };
  }

  window.addEventListener(
    handshake,
    (event) => {
      event.stopImmediatePropagation();
      const { relatedTarget } = event as MouseEvent;
      if (relatedTarget !== null) connect(relatedTarget);
    },
    { capture: true, once: true },
  );
}
