// Stands in for `webContents`: one Chromium target with its preload world, its navigation and its messages.
import type * as Electron from "electron";
import { toAppUrl, toChromiumUrl } from "./app-url.ts";
import type { CdpConnection } from "./cdp-pipe.ts";
import { createCloneCodec } from "./clone-codec.ts";
import { grantPermissions } from "./grant-permissions.ts";
import { guardMembers } from "./guard-members.ts";
import { HostEmitter } from "./host-emitter.ts";
import { createEvent } from "./host-event.ts";
import { hostRecords } from "./host-records.ts";
import { HostIpcMain, ipcMain } from "./ipc-main.ts";
import type { IpcEvent } from "./ipc-main.ts";
import { openTarget } from "./open-target.ts";
import type { OpenedTarget, TargetWish } from "./open-target.ts";
import { preparePage } from "./prepare-page.ts";
import type { PageGone, PageListener } from "./prepare-page.ts";
import { hostReceiver } from "./preload-messages.ts";
import type { HostMessage, PreloadEnvelope } from "./preload-messages.ts";
import { preloadScripts } from "./preload-scripts.ts";
import { allWebContents, lifecycle } from "./registry.ts";
import type { HostSession } from "./session.ts";

export interface WebContentsSettings {
  session: HostSession;
  preload: string | undefined;
  additionalArguments: readonly string[];
  wish: TargetWish;
}

type WindowOpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse;

const webContentsEvents = [
  "did-start-loading",
  "did-stop-loading",
  "did-finish-load",
  "did-fail-load",
  "did-navigate",
  "did-navigate-in-page",
  "dom-ready",
  "will-navigate",
  "will-redirect",
  "will-attach-webview",
  "render-process-gone",
  "unresponsive",
  "responsive",
  "console-message",
  "preload-error",
  "page-title-updated",
  "destroyed",
  "ipc-message",
  "devtools-opened",
  "before-input-event",
  "context-menu",
  "host-closed-by-chromium",
];

const codec = createCloneCodec();
let lastId = 0;

export class HostWebContents
  extends HostEmitter
  implements
    PageListener,
    Pick<
      Electron.WebContents,
      | "id"
      | "send"
      | "loadURL"
      | "getURL"
      | "getTitle"
      | "getUserAgent"
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
      | "close"
      | "getType"
    >
{
  readonly id: number;
  readonly session: HostSession;
  readonly ipc = new HostIpcMain();
  readonly mainFrame: {
    readonly url: string;
    readonly origin: string;
    send: (channel: string, ...args: unknown[]) => void;
  };
  readonly opened: Promise<OpenedTarget>;
  readonly #page: Promise<CdpConnection>;
  readonly #wish: TargetWish;
  #self: HostWebContents = this;
  #live: CdpConnection | null = null;
  #targetId: string | null = null;
  #contextId: { id: number; uniqueId: string } | null = null;
  #url = "";
  #title = "";
  #isMainLoading = false;
  #loadWaiters: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #isLoading = false;
  #isDestroyed = false;
  #isCrashed = false;
  #isThrottled: boolean;
  #windowOpenHandler: WindowOpenHandler | null = null;

  constructor(settings: WebContentsSettings) {
    super("webContents", webContentsEvents);
    lastId += 1;
    this.id = lastId;
    this.session = settings.session;
    this.#wish = settings.wish;
    this.#isThrottled = !settings.wish.isHidden;
    const frame = { send: (channel: string, ...args: unknown[]) => this.send(channel, ...args) };
    this.mainFrame = Object.defineProperties(frame, {
      url: { get: () => this.#url, enumerable: true },
      origin: { get: () => originOf(this.#url), enumerable: true },
    }) as HostWebContents["mainFrame"];
    const scripts = preloadScripts(settings.preload, settings.additionalArguments);
    this.opened = openTarget(settings.wish);
    this.#page = this.#connect(scripts);
    this.#page.catch((error: unknown) => {
      if (!this.#isDestroyed) process.stderr.write(`a window could not be opened: ${String(error)}\n`);
    });
    const { failure } = scripts;
    if (failure !== null) setImmediate(() => this.emit("preload-error", createEvent(), settings.preload, failure));
    this.session.on("host-permission-handlers-changed", () => void this.#grant(this.#url));
    this.#self = guardMembers("webContents", this);
    allWebContents.set(this.id, this.#self);
    lifecycle.emit("web-contents-created", this.#self);
    return this.#self;
  }

  get targetId(): string | null {
    return this.#targetId;
  }

  get ipcEventTarget(): HostWebContents {
    return this.#self;
  }

  async #connect(scripts: ReturnType<typeof preloadScripts>): Promise<CdpConnection> {
    const { pipe, targetId } = await this.opened;
    this.#targetId = targetId;
    const page = await pipe.attach(targetId);
    await preparePage({ pipe, page, targetId, scripts, session: this.session, listener: this });
    this.#live = page;
    if (this.#isDestroyed) pipe.browser.tell("Target.closeTarget", { targetId });
    return page;
  }

  async #grant(url: string): Promise<void> {
    if (url === "" || this.#isDestroyed) return;
    const { pipe } = await this.opened;
    await grantPermissions(pipe.browser, { session: this.session, webContents: this.#self, url });
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page;
    await this.#grant(url);
    this.#isMainLoading = true;
    this.#isCrashed = false;
    this.#isLoading = true;
    this.emit("did-start-loading");
    const loaded = new Promise<void>((resolve, reject) => {
      this.#loadWaiters.push({ resolve, reject });
    });
    loaded.catch(() => undefined);
    const { errorText } = await page.send("Page.navigate", { url: toChromiumUrl(url) });
    this.#isMainLoading = false;
    if (errorText !== undefined) this.#failLoad(errorText.replace(/^net::/, ""), url);
    await loaded;
  }

  #failLoad(name: string, url: string): void {
    this.#isLoading = false;
    const code = name === "ERR_ABORTED" ? -3 : -2;
    this.emit("did-fail-load", createEvent(), code, name, url, true, 0, 0);
    for (const waiter of this.#loadWaiters.splice(0)) waiter.reject(new Error(`${name} (${code}) loading '${url}'`));
  }

  // What Chromium reports.

  onContext(context: { id: number; uniqueId: string } | null): void {
    this.#contextId = context;
  }

  contextId(): number | null {
    return this.#contextId?.id ?? null;
  }

  onNavigated(url: string): void {
    this.#url = toAppUrl(url);
    this.#isCrashed = false;
    this.emit("did-navigate", createEvent(), this.#url, 200, "OK");
  }

  onNavigatedInPage(url: string): void {
    this.#url = toAppUrl(url);
    this.emit("did-navigate-in-page", createEvent(), this.#url, true, 0, 0);
  }

  onDomReady(): void {
    this.emit("dom-ready", createEvent());
  }

  onLoaded(): void {
    if (this.#url === "" || this.#url === "about:blank") return;
    this.#isLoading = false;
    this.emit("did-finish-load");
    this.emit("did-stop-loading");
    for (const waiter of this.#loadWaiters.splice(0)) waiter.resolve();
  }

  onTitle(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.emit("page-title-updated", createEvent(), title, true);
  }

  onConsole(
    level: "debug" | "info" | "warning" | "error",
    message: string,
    sourceId: string,
    lineNumber: number,
  ): void {
    const details = { level, message, lineNumber, sourceId: toAppUrl(sourceId), frame: this.mainFrame };
    const levelNumber = ["debug", "info", "warning", "error"].indexOf(level);
    this.emit("console-message", createEvent(details), levelNumber, message, lineNumber, details.sourceId);
  }

  /** True when the page's own navigation may go on. */
  mayNavigate(chromiumUrl: string): boolean {
    const url = toAppUrl(chromiumUrl);
    if (this.#isMainLoading || url === this.#url.replace(/#.*$/, "")) return true;
    const event = createEvent({ url, isMainFrame: true, isSameDocument: false, frame: this.mainFrame });
    this.emit("will-navigate", event, url);
    return !event.defaultPrevented;
  }

  onMessage({ href, message }: PreloadEnvelope): void {
    const url = toAppUrl(href);
    switch (message.kind) {
      case "open":
        this.onWindowOpen(toAppUrl(message.url), message.name, message.features);
        return;
      case "preloadFailed":
        this.emit("preload-error", createEvent(), "", Object.assign(new Error(message.text), message));
        return;
      case "send": {
        const args = message.args.map((arg) => codec.decode(arg));
        const event = this.#ipcEvent(url);
        this.emit("ipc-message", event, message.channel, ...args);
        this.ipc.emit(message.channel, event, ...args);
        ipcMain.emit(message.channel, event, ...args);
        return;
      }
      case "invoke":
        void this.#answer(url, message.call, message.channel, message.args);
    }
  }

  async #answer(url: string, call: number, channel: string, args: unknown[]): Promise<void> {
    const context = this.#contextId;
    const answering = this.ipc.canAnswer(channel) ? this.ipc : ipcMain;
    try {
      const value = await answering.answer(
        channel,
        this.#ipcEvent(url),
        args.map((arg) => codec.decode(arg)),
      );
      this.#post({ kind: "result", call, value: codec.encode(value) }, context);
    } catch (error) {
      this.#post({ kind: "failure", call, text: String(error) }, context);
    }
  }

  #ipcEvent(url: string): IpcEvent {
    return createEvent({
      type: "frame" as const,
      sender: this.#self,
      senderFrame: { url, origin: originOf(url), top: null, parent: null },
      processId: this.id,
      frameId: 1,
      ports: [],
      returnValue: undefined,
      reply: (channel: string, ...args: unknown[]) => this.send(channel, ...args),
    });
  }

  onWindowOpen(url: string, frameName: string, features: string): void {
    const details = {
      url,
      frameName,
      features,
      disposition: "new-window",
      referrer: { url: this.#url, policy: "default" },
    };
    const answer = this.#windowOpenHandler?.(details as Electron.HandlerDetails) ?? { action: "allow" };
    hostRecords.windowOpens.push({ url, action: "deny" });
    if (answer.action === "allow") throw new Error(`the stand-in lacks windows opened by a page (${url})`);
  }

  onGone({ reason, exitCode }: PageGone): void {
    this.#isCrashed = true;
    this.#contextId = null;
    this.#failWaiters("the renderer is gone");
    this.emit("render-process-gone", createEvent(), { reason, exitCode });
    lifecycle.emit("render-process-gone", this.#self, { reason, exitCode });
  }

  onClosed(): void {
    if (!this.#isDestroyed) this.emit("host-closed-by-chromium");
  }

  #failWaiters(why: string): void {
    for (const waiter of this.#loadWaiters.splice(0)) waiter.reject(new Error(why));
  }

  #post(message: HostMessage, context = this.#contextId): void {
    if (context === null || this.#live === null) return;
    const expression = `${hostReceiver}(${JSON.stringify(JSON.stringify(message))})`;
    this.#live.tell("Runtime.evaluate", { expression, uniqueContextId: context.uniqueId, silent: true });
  }

  // What main asks.

  send(channel: string, ...args: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError("Object has been destroyed");
    this.#post({ kind: "message", channel, args: args.map((arg) => codec.encode(arg)) });
  }

  getURL(): string {
    return this.#url;
  }

  getTitle(): string {
    return this.#title;
  }

  getUserAgent(): string {
    return `Chrome/${process.versions["chrome"] ?? ""}`;
  }

  getType(): "window" {
    return "window";
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  reload(): void {
    if (this.#url !== "") this.loadURL(this.#url).catch(() => undefined);
  }

  stop(): void {
    this.#live?.tell("Page.stopLoading", {});
  }

  focus(): void {
    if (!this.#wish.isHidden) this.#live?.tell("Page.bringToFront", {});
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  forcefullyCrashRenderer(): void {
    void this.#page.then((page) => page.tell("Page.crash", {}));
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const page = await this.#page;
    const { result, exceptionDetails } = await page.send("Runtime.evaluate", {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  async emulateMedia(features: { name: string; value: string }[]): Promise<void> {
    const page = await this.#page;
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

  close(): void {
    this.onClosed();
  }

  /** Called by the window that owns this page. */
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#contextId = null;
    allWebContents.delete(this.id);
    this.#failWaiters(`ERR_FAILED (-2) loading '${this.#url}'`);
    void this.opened.then(
      ({ pipe, targetId }) => pipe.browser.tell("Target.closeTarget", { targetId }),
      () => undefined,
    );
    this.emit("destroyed");
  }
}

function originOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? "null";
}

export const webContents = {
  getAllWebContents: () => [...allWebContents.values()],
  fromId: (id: number) => allWebContents.get(id),
  fromDevToolsTargetId: (targetId: string) => [...allWebContents.values()].find((page) => page.targetId === targetId),
  getFocusedWebContents: () => null,
};
