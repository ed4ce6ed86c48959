// Stands in for BrowserWindow: a Chromium window, or no window at all for the engine's never-throttled page.
import { pathToFileURL } from "node:url";
import type * as Electron from "electron";
import type { CdpPipe } from "./cdp-pipe.ts";
import type { WindowBounds } from "./cdp-protocol.ts";
import { guardMembers } from "./guard-members.ts";
import { HostEmitter } from "./host-emitter.ts";
import { createEvent } from "./host-event.ts";
import { recordWithoutEffect } from "./host-records.ts";
import { lifecycle, windows } from "./registry.ts";
import { sessionOf } from "./session.ts";
import type { HostSession } from "./session.ts";
import { HostWebContents } from "./web-contents.ts";

const windowEvents = [
  "close",
  "closed",
  "show",
  "hide",
  "ready-to-show",
  "unresponsive",
  "responsive",
  "focus",
  "blur",
  "minimize",
  "restore",
  "maximize",
  "unmaximize",
  "resize",
  "resized",
  "move",
  "moved",
  "page-title-updated",
  "query-session-end",
  "session-end",
];

const undefinedOffWindowsAndMac = ["setThumbarButtons", "setVibrancy", "setWindowButtonVisibility"];

let lastId = 0;
let focused: HostBrowserWindow | null = null;

export class HostBrowserWindow
  extends HostEmitter
  implements
    Pick<
      Electron.BrowserWindow,
      | "id"
      | "loadURL"
      | "loadFile"
      | "reload"
      | "show"
      | "showInactive"
      | "hide"
      | "close"
      | "destroy"
      | "isDestroyed"
      | "isVisible"
      | "focus"
      | "blur"
      | "isFocused"
      | "minimize"
      | "restore"
      | "isMinimized"
      | "getBounds"
      | "setBounds"
      | "getSize"
      | "setSize"
      | "center"
      | "setTitle"
      | "getTitle"
      | "setMenu"
      | "removeMenu"
      | "setMenuBarVisibility"
      | "setAlwaysOnTop"
      | "isAlwaysOnTop"
      | "flashFrame"
      | "setSkipTaskbar"
      | "setOverlayIcon"
      | "setProgressBar"
      | "setIcon"
      | "setBackgroundColor"
      | "setContentProtection"
      | "moveTop"
    >
{
  readonly id: number;
  readonly webContents: HostWebContents;
  readonly #isPageOnly: boolean;
  readonly #windowId: Promise<{ pipe: CdpPipe; windowId: number } | null>;
  #self: HostBrowserWindow = this;
  #bounds: Electron.Rectangle;
  #title: string;
  #isVisible: boolean;
  #isMinimized = false;
  #isDestroyed = false;
  #isClosing = false;
  #isAlwaysOnTop = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super("BrowserWindow", windowEvents);
    const { webPreferences = {}, width = 800, height = 600, x = 20, y = 20 } = options;
    if (webPreferences.nodeIntegration === true) throw new Error("the stand-in lacks nodeIntegration");
    if (webPreferences.contextIsolation === false) throw new Error("the stand-in lacks pages without contextIsolation");
    lastId += 1;
    this.id = lastId;
    this.#isPageOnly = webPreferences.backgroundThrottling === false && options.show === false;
    this.#isVisible = options.show !== false;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? "";
    const session =
      (webPreferences.session as unknown as HostSession | undefined) ?? sessionOf(webPreferences.partition ?? "");
    this.webContents = new HostWebContents({
      session,
      preload: webPreferences.preload,
      additionalArguments: webPreferences.additionalArguments ?? [],
      wish: { isHidden: this.#isPageOnly, isShown: this.#isVisible, width, height },
    });
    this.#windowId = this.webContents.opened.then(
      ({ pipe, windowId }) => (windowId === null ? null : { pipe, windowId }),
      () => null,
    );
    this.#self = guardMembers("BrowserWindow", this, undefinedOffWindowsAndMac);
    this.#listen();
    windows.add(this.#self);
    lifecycle.emit("browser-window-created", this.#self);
    if (this.#isVisible) this.#becomeFocused();
    return this.#self;
  }

  #listen(): void {
    this.webContents.once("did-finish-load", () => this.emit("ready-to-show"));
    this.webContents.on("page-title-updated", (event: unknown, title: string, isExplicit: boolean) => {
      this.#title = title;
      this.emit("page-title-updated", event, title, isExplicit);
    });
    this.webContents.on("host-closed-by-chromium", () => this.close());
  }

  async #change(bounds: WindowBounds): Promise<void> {
    const owned = await this.#windowId;
    if (owned === null) return;
    try {
      await owned.pipe.browser.send("Browser.setWindowBounds", { windowId: owned.windowId, bounds });
      this.webContents.onResized();
    } catch {
      // The window is gone.
    }
  }

  #becomeFocused(): void {
    if (this.#isPageOnly || focused === this.#self) return;
    focused?.blur();
    focused = this.#self;
    this.emit("focus", createEvent());
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(path: string): Promise<void> {
    return this.webContents.loadURL(pathToFileURL(path).href);
  }

  reload(): void {
    this.webContents.reload();
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#isPageOnly) throw new Error("the stand-in cannot show a window made with backgroundThrottling: false");
    if (this.#isVisible) return;
    this.#isVisible = true;
    this.#isMinimized = false;
    void this.#change({ windowState: "normal" });
    this.emit("show", createEvent());
  }

  hide(): void {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    void this.#change({ windowState: "minimized" });
    this.blur();
    this.emit("hide", createEvent());
  }

  /** A window that Chromium itself closed cannot be kept by preventing `close`. */
  close(): void {
    if (this.#isDestroyed || this.#isClosing) return;
    const event = createEvent();
    this.emit("close", event);
    if (event.defaultPrevented) {
      lifecycle.emit("close-prevented");
      return;
    }
    this.#isClosing = true;
    setImmediate(() => this.destroy());
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#isVisible = false;
    if (focused === this.#self) focused = null;
    windows.delete(this.#self);
    this.webContents.destroy();
    this.emit("closed");
    if (windows.size === 0) lifecycle.emit("last-window-closed");
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isVisible(): boolean {
    return this.#isVisible && !this.#isPageOnly;
  }

  focus(): void {
    if (!this.#isVisible) return;
    this.webContents.focus();
    this.#becomeFocused();
  }

  blur(): void {
    if (focused !== this.#self) return;
    focused = null;
    this.emit("blur", createEvent());
  }

  isFocused(): boolean {
    return focused === this.#self;
  }

  minimize(): void {
    this.#isMinimized = true;
    void this.#change({ windowState: "minimized" });
    this.emit("minimize", createEvent());
  }

  restore(): void {
    if (!this.#isMinimized) return;
    this.#isMinimized = false;
    void this.#change({ windowState: "normal" });
    this.emit("restore", createEvent());
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    const { x, y, width, height } = this.#bounds;
    void this.#change({ left: x, top: y, width, height });
    this.emit("resize", createEvent());
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  center(): void {
    recordWithoutEffect("BrowserWindow.center");
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setMenu(): void {
    recordWithoutEffect("BrowserWindow.setMenu");
  }

  removeMenu(): void {
    recordWithoutEffect("BrowserWindow.removeMenu");
  }

  setMenuBarVisibility(visible: boolean): void {
    recordWithoutEffect("BrowserWindow.setMenuBarVisibility", visible);
  }

  setAlwaysOnTop(flag: boolean): void {
    this.#isAlwaysOnTop = flag;
    recordWithoutEffect("BrowserWindow.setAlwaysOnTop", flag);
  }

  isAlwaysOnTop(): boolean {
    return this.#isAlwaysOnTop;
  }

  flashFrame(flag: boolean): void {
    recordWithoutEffect("BrowserWindow.flashFrame", flag);
  }

  setSkipTaskbar(skip: boolean): void {
    recordWithoutEffect("BrowserWindow.setSkipTaskbar", skip);
  }

  setOverlayIcon(_overlay: Electron.NativeImage | null, description: string): void {
    recordWithoutEffect("BrowserWindow.setOverlayIcon", description);
  }

  setProgressBar(progress: number): void {
    recordWithoutEffect("BrowserWindow.setProgressBar", progress);
  }

  setIcon(): void {
    recordWithoutEffect("BrowserWindow.setIcon");
  }

  setBackgroundColor(color: string): void {
    recordWithoutEffect("BrowserWindow.setBackgroundColor", color);
  }

  setContentProtection(enable: boolean): void {
    recordWithoutEffect("BrowserWindow.setContentProtection", enable);
  }

  moveTop(): void {
    recordWithoutEffect("BrowserWindow.moveTop");
  }

  static getAllWindows(): HostBrowserWindow[] {
    return [...windows];
  }

  static fromWebContents(page: { id: number }): HostBrowserWindow | null {
    return [...windows].find((window) => window.webContents.id === page.id) ?? null;
  }

  static fromId(id: number): HostBrowserWindow | null {
    return [...windows].find((window) => window.id === id) ?? null;
  }

  static getFocusedWindow(): HostBrowserWindow | null {
    return focused;
  }
}
