/** The small card above all windows while a call rings: it comes and goes without ever taking the focus. */
import { BrowserWindow, screen, type BrowserWindowConstructorOptions, type WebPreferences } from "electron";
import type { Log } from "../../shared/lib/log.ts";
import { usualZoomPct } from "../../shared/model/zoom.ts";
import type { TrustedSenders } from "../ipc/trusted-senders.ts";
import { toIncomingBounds } from "./incoming-bounds.ts";
import type { UiOutlet } from "./ui-outlet.ts";
import { applyZoom, keepZoom } from "./page-zoom.ts";

export type IncomingWindowNeeds = {
  readonly url: string;
  readonly preferences: WebPreferences;
  readonly senders: TrustedSenders;
  readonly ui: UiOutlet;
  readonly log: Log;
};

export type IncomingWindow = {
  /** Shows it for so many calls, or makes it fit them. */
  readonly show: (calls: number) => void;
  readonly hide: () => void;
  /** Its page died, and it with it. */
  readonly onGone: (listener: () => void) => void;
  /** How large its page is drawn, percent. */
  readonly useZoom: (pct: number) => void;
};

/** What keeps a window from being activated when it is shown, by platform: an X11 notification, an NSPanel. */
const kinds: Partial<Record<NodeJS.Platform, BrowserWindowConstructorOptions["type"]>> = {
  linux: "notification",
  darwin: "panel",
};

export function createIncomingWindow(needs: IncomingWindowNeeds): IncomingWindow {
  let window: BrowserWindow | null = null;
  let shownCalls = 0;
  let zoomPct = usualZoomPct;
  let tellGone: () => void = () => undefined;

  function open(calls: number): BrowserWindow {
    const type = kinds[process.platform];
    const opened = new BrowserWindow({
      ...boundsFor(calls, zoomPct),
      ...(type === undefined ? {} : { type }),
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      title: "Tandem",
      webPreferences: needs.preferences,
    });
    opened.setAlwaysOnTop(true, "screen-saver");
    keepZoom(opened.webContents, () => zoomPct);
    const { id } = opened.webContents;
    needs.senders.trust(id, "ui");
    needs.ui.attach(id, "phone");
    opened.once("ready-to-show", () => {
      if (!opened.isDestroyed()) opened.showInactive();
    });
    opened.webContents.on("render-process-gone", (_event, { reason }) => {
      needs.log.warn(`the incoming card's process is gone (${reason})`);
      if (opened.isDestroyed()) return;
      opened.destroy();
      tellGone();
    });
    opened.on("closed", () => {
      needs.senders.forget(id);
      needs.ui.detach(id);
      if (window === opened) window = null;
    });
    opened.loadURL(needs.url).catch((error: unknown) => {
      if (!opened.isDestroyed()) needs.log.error(`the incoming card did not load: ${String(error)}`);
    });
    return opened;
  }

  return {
    show(calls) {
      const isAnother = calls !== shownCalls;
      shownCalls = calls;
      if (window === null) window = open(calls);
      // The operator may have moved it.
      else if (isAnother) window.setBounds(boundsFor(calls, zoomPct));
    },
    hide() {
      window?.destroy();
    },
    onGone: (listener) => void (tellGone = listener),
    useZoom(pct) {
      zoomPct = pct;
      if (window === null) return;
      applyZoom(window.webContents, pct);
      window.setBounds(boundsFor(shownCalls, pct));
    },
  };
}

/** The screen on which the pointer is: where somebody works. */
function boundsFor(calls: number, zoomPct: number) {
  return toIncomingBounds(calls, screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea, zoomPct);
}
