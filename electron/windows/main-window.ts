/** The operator's window: made when it is wanted, destroyed when it is closed, rebuilt from the Snapshot each time. */
import { BrowserWindow, nativeImage, screen, type WebPreferences } from "electron";
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { UiMessage } from "../../shared/contract/wire.ts";
import type { DialRefusal } from "../../shared/model/dial-link.ts";
import { usualZoomPct } from "../../shared/model/zoom.ts";
import type { TrustedSenders } from "../ipc/trusted-senders.ts";
import { setAppMenu } from "./app-menu.ts";
import type { UiOutlet } from "./ui-outlet.ts";
import { bringUpQuietly } from "./bring-up-quietly.ts";
import { applyZoom, keepZoom } from "./page-zoom.ts";
import { chooseBounds, type Bounds } from "./window-bounds.ts";

export type MainWindowNeeds = {
  readonly url: string;
  readonly preferences: WebPreferences;
  readonly senders: TrustedSenders;
  readonly ui: UiOutlet;
  readonly log: Log;
  readonly clock: Pick<Clock, "now">;
  readonly bounds: { readonly read: () => Bounds | null; readonly write: (bounds: Bounds) => void };
};

export type MainWindow = {
  /** Opens the window, or brings it to the front. */
  readonly show: () => void;
  /** Opens the window, or brings it up, without taking the keyboard from whatever the operator is typing in. */
  readonly showQuietly: () => void;
  readonly isFocused: () => boolean;
  /** Whoever looked at it turned to another program, or closed it. */
  readonly onLeft: (listener: () => void) => void;
  readonly fillDial: (target: string, more?: FillMore) => void;
  /** The field says why it was not filled. */
  readonly refuseDial: (reason: DialRefusal) => void;
  /** The wizard's field for a link. */
  readonly fillSetUp: (link: string) => void;
  /** The picture (PNG) over the window's button in the task bar of Windows, and what it means; null takes it away. */
  readonly setOverlay: (overlay: Overlay | null) => void;
  /** How large its page is drawn, percent. */
  readonly useZoom: (pct: number) => void;
  /** Closes it for good, for quitting. */
  readonly close: () => void;
};

export type FillMore = { readonly extension?: string; readonly takesFocus?: true };
export type Overlay = { readonly png: Buffer; readonly meaning: string };

/** A window that dies younger than this would only die again; the tray and a second start still open one. */
const shortLifeMs = 5_000;

export function createMainWindow(needs: MainWindowNeeds): MainWindow {
  let window: BrowserWindow | null = null;
  let overlay: Overlay | null = null;
  let zoomPct = usualZoomPct;
  let tellLeft: () => void = () => undefined;
  setAppMenu();

  function post(message: UiMessage): void {
    if (window === null) window = open(false);
    needs.ui.post(window.webContents.id, message);
  }

  function putOverlay(to: BrowserWindow): void {
    if (process.platform !== "win32") return;
    const picture = overlay === null ? null : nativeImage.createFromBuffer(overlay.png);
    to.setOverlayIcon(picture, overlay?.meaning ?? "");
  }

  function open(isQuiet: boolean): BrowserWindow {
    const workAreas = screen.getAllDisplays().map((display) => display.workArea);
    const bounds = chooseBounds(needs.bounds.read(), workAreas);
    const opened = new BrowserWindow({
      ...bounds,
      minWidth: 320,
      minHeight: 480,
      show: false,
      title: "Tandem",
      autoHideMenuBar: true,
      webPreferences: needs.preferences,
    });
    const { id } = opened.webContents;
    const atOpened = needs.clock.now();
    needs.senders.trust(id, "ui");
    needs.ui.attach(id);
    putOverlay(opened);
    keepZoom(opened.webContents, () => zoomPct);
    opened.once("ready-to-show", () => (isQuiet ? opened.showInactive() : opened.show()));
    opened.webContents.on("render-process-gone", (_event, details) => {
      const livedMs = needs.clock.now() - atOpened;
      if (!opened.isDestroyed()) opened.destroy();
      const mayReopen = livedMs >= shortLifeMs && details.reason !== "clean-exit";
      needs.log.warn(`the window's process is gone (${details.reason})${mayReopen ? "; a new window is opened" : ""}`);
      if (mayReopen) window = open(true);
    });
    const remember = () => {
      if (!opened.isDestroyed() && !opened.isMinimized()) needs.bounds.write(opened.getBounds());
    };
    opened.on("close", remember);
    opened.on("blur", () => tellLeft());
    opened.on("closed", () => {
      needs.senders.forget(id);
      needs.ui.detach(id);
      if (window === opened) window = null;
      tellLeft();
    });
    opened.loadURL(needs.url).catch((error: unknown) => needs.log.error(`the window did not load: ${String(error)}`));
    return opened;
  }

  return {
    show() {
      if (window === null) {
        window = open(false);
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    showQuietly() {
      if (window === null) window = open(true);
      else bringUpQuietly(window);
    },
    isFocused: () => window?.isFocused() ?? false,
    onLeft: (listener) => void (tellLeft = listener),
    fillDial: (target, more = {}) => post({ type: "fillDial", target, ...more }),
    refuseDial: (reason) => post({ type: "dialRefused", reason }),
    fillSetUp: (link) => post({ type: "fillSetUp", link }),
    setOverlay(next) {
      overlay = next;
      if (window !== null) putOverlay(window);
    },
    useZoom(pct) {
      zoomPct = pct;
      if (window !== null) applyZoom(window.webContents, pct);
    },
    close() {
      window?.destroy();
    },
  };
}
