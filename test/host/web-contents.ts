// Stands in for `webContents`: Electron's members over one Chromium page.
import type * as Electron from "electron";
import { guardMembers } from "./guard-members.ts";
import { HostEmitter } from "./host-emitter.ts";
import { hostRecords } from "./host-records.ts";
import { HostIpcMain } from "./ipc-main.ts";
import type { OpenedTarget } from "./open-target.ts";
import { originOf } from "./page-ipc.ts";
import { PageLink } from "./page-link.ts";
import type { PageSettings, WindowOpenHandler } from "./page-link.ts";
import { PageZoom } from "./page-zoom.ts";
import { allWebContents, lifecycle } from "./registry.ts";
import type { HostSession } from "./session.ts";

const webContentsEvents = [
  "did-start-loading",
  "did-stop-loading",
  "did-finish-load",
  "did-fail-load",
  "did-navigate",
  "did-navigate-in-page",
  "dom-ready",
  "will-navigate",
  "render-process-gone",
  "unresponsive",
  "responsive",
  "console-message",
  "preload-error",
  "page-title-updated",
  "destroyed",
  "ipc-message",
  // Never emitted here; an app that hardens itself listens all the same.
  "will-redirect",
  "will-frame-navigate",
  "will-attach-webview",
  "before-input-event",
  "context-menu",
  "host-closed-by-chromium",
];

let lastId = 0;

export class HostWebContents
  extends HostEmitter
  implements
    Pick<
      Electron.WebContents,
      | "id"
      | "send"
      | "loadURL"
      | "getURL"
      | "getTitle"
      | "isDestroyed"
      | "isCrashed"
      | "isLoading"
      | "reload"
      | "stop"
      | "focus"
      | "setWindowOpenHandler"
      | "forcefullyCrashRenderer"
      | "executeJavaScript"
      | "openDevTools"
      | "closeDevTools"
      | "isDevToolsOpened"
      | "setBackgroundThrottling"
      | "getBackgroundThrottling"
      | "setZoomFactor"
      | "getZoomFactor"
      | "setWebRTCIPHandlingPolicy"
      | "getWebRTCIPHandlingPolicy"
      | "getType"
      | "close"
    >
{
  readonly id: number;
  readonly session: HostSession;
  readonly ipc = new HostIpcMain();
  readonly mainFrame: { readonly url: string; readonly origin: string; send: HostWebContents["send"] };
  readonly #link: PageLink;
  readonly #zoom: PageZoom;
  readonly #isHidden: boolean;
  #isThrottled: boolean;
  #voicePolicy = "default";

  constructor(settings: PageSettings) {
    super("webContents", webContentsEvents);
    lastId += 1;
    this.id = lastId;
    this.session = settings.session;
    this.#isHidden = settings.wish.isHidden;
    this.#isThrottled = !settings.wish.isHidden;
    const frame = { send: (channel: string, ...args: unknown[]) => this.send(channel, ...args) };
    this.mainFrame = Object.defineProperties(frame, {
      url: { get: () => this.getURL(), enumerable: true },
      origin: { get: () => originOf(this.getURL()), enumerable: true },
    }) as HostWebContents["mainFrame"];
    const self = guardMembers("webContents", this);
    this.#link = new PageLink(
      {
        id: this.id,
        self: () => self,
        emit: (event, ...args) => this.emit(event, ...args),
        frame: () => this.mainFrame,
      },
      settings,
      this.ipc,
    );
    this.#zoom = new PageZoom(this.#link);
    allWebContents.set(this.id, self);
    lifecycle.emit("web-contents-created", self);
    return self;
  }

  /** For the window that owns this page. */
  get opened(): Promise<OpenedTarget> {
    return this.#link.opened;
  }

  get targetId(): string | null {
    return this.#link.targetId;
  }

  loadURL(url: string): Promise<void> {
    return this.#link.load(url);
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#link.isDestroyed) throw new TypeError("Object has been destroyed");
    this.#link.ipc.send(channel, args);
  }

  getURL(): string {
    return this.#link.url;
  }

  getTitle(): string {
    return this.#link.title;
  }

  getType(): "window" {
    return "window";
  }

  isDestroyed(): boolean {
    return this.#link.isDestroyed;
  }

  isCrashed(): boolean {
    return this.#link.isCrashed;
  }

  isLoading(): boolean {
    return this.#link.isLoading;
  }

  reload(): void {
    if (this.getURL() !== "") this.loadURL(this.getURL()).catch(() => undefined);
  }

  stop(): void {
    void this.#link.page.then((page) => page.tell("Page.stopLoading", {}));
  }

  focus(): void {
    if (!this.#isHidden) void this.#link.page.then((page) => page.tell("Page.bringToFront", {}));
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#link.windowOpenHandler = handler;
  }

  forcefullyCrashRenderer(): void {
    void this.#link.page.then((page) => page.tell("Page.crash", {}));
  }

  /** The value comes back as JSON, so a Date or a Map does not survive here as it would in Electron. */
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const page = await this.#link.page;
    const { result, exceptionDetails } = await page.send("Runtime.evaluate", {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    if (exceptionDetails === undefined) return result.value;
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }

  async emulateMedia(features: { name: string; value: string }[]): Promise<void> {
    const page = await this.#link.page;
    page.tell("Emulation.setEmulatedMedia", { features });
  }

  openDevTools(): void {
    hostRecords.devTools.push(this.id);
  }

  closeDevTools(): void {
    hostRecords.devTools = hostRecords.devTools.filter((id) => id !== this.id);
  }

  isDevToolsOpened(): boolean {
    return hostRecords.devTools.includes(this.id);
  }

  setBackgroundThrottling(allowed: boolean): void {
    this.#isThrottled = allowed;
  }

  getBackgroundThrottling(): boolean {
    return this.#isThrottled;
  }

  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.#zoom.factor = factor;
  }

  getZoomFactor(): number {
    return this.#zoom.factor;
  }

  /** Called by the window that owns this page. */
  onResized(): void {
    this.#zoom.onResized();
  }

  /** Chromium takes its policy for all pages when it starts (`chromium-flags.ts`): another one is only noted. */
  setWebRTCIPHandlingPolicy(policy: Parameters<Electron.WebContents["setWebRTCIPHandlingPolicy"]>[0]): void {
    this.#voicePolicy = policy;
  }

  getWebRTCIPHandlingPolicy(): string {
    return this.#voicePolicy;
  }

  close(): void {
    this.#link.onClosed();
  }

  /** Called by the window that owns this page. */
  destroy(): void {
    if (this.#link.isDestroyed) return;
    allWebContents.delete(this.id);
    this.#link.destroy();
    this.emit("destroyed");
  }
}

export const webContents = {
  getAllWebContents: () => [...allWebContents.values()],
  fromId: (id: number) => allWebContents.get(id),
  fromDevToolsTargetId: (targetId: string) => [...allWebContents.values()].find((page) => page.targetId === targetId),
};
