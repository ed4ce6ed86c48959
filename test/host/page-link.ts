// One Chromium target behind a webContents: opened, prepared, navigated, and heard.
import type * as Electron from "electron";
import { toAppUrl, toChromiumUrl } from "./app-url.ts";
import type { CdpConnection } from "./cdp-pipe.ts";
import { grantPermissions } from "./grant-permissions.ts";
import { createEvent } from "./host-event.ts";
import { hostRecords } from "./host-records.ts";
import type { HostIpcMain } from "./ipc-main.ts";
import { openTarget } from "./open-target.ts";
import type { OpenedTarget, TargetWish } from "./open-target.ts";
import { PageIpc } from "./page-ipc.ts";
import type { PreloadScripts } from "./preload-scripts.ts";
import { preloadScripts } from "./preload-scripts.ts";
import { preparePage } from "./prepare-page.ts";
import type { PageGone, PageListener } from "./prepare-page.ts";
import { lifecycle } from "./registry.ts";
import type { HostSession } from "./session.ts";

export interface PageSettings {
  session: HostSession;
  preload: string | undefined;
  additionalArguments: readonly string[];
  wish: TargetWish;
}

/** The webContents that speaks for this page. */
export interface PageOwner {
  id: number;
  self: () => object;
  emit: (event: string, ...args: unknown[]) => boolean;
  frame: () => object;
}

export type WindowOpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse;

/** net_error_list.h; other names are reported as ERR_FAILED. */
const loadErrorCodes: Record<string, number> = {
  ERR_ABORTED: -3,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_ADDRESS_UNREACHABLE: -109,
  ERR_CERT_AUTHORITY_INVALID: -202,
};
const failedCode = -2;

export class PageLink implements PageListener {
  readonly ipc: PageIpc;
  readonly opened: Promise<OpenedTarget>;
  readonly page: Promise<CdpConnection>;
  readonly #owner: PageOwner;
  readonly #settings: PageSettings;
  readonly #onPermissionHandlers = () => void this.#grant(this.url);
  windowOpenHandler: WindowOpenHandler | null = null;
  targetId: string | null = null;
  deniedFeatures: readonly string[] = [];
  url = "";
  title = "";
  isLoading = false;
  isCrashed = false;
  isDestroyed = false;
  #isNavigating = false;
  #loadWaiters: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #stopListening: () => void = () => undefined;

  constructor(owner: PageOwner, settings: PageSettings, ownChannels: HostIpcMain) {
    this.#owner = owner;
    this.#settings = settings;
    this.ipc = new PageIpc(
      {
        id: owner.id,
        sender: owner.self,
        emit: owner.emit,
        onWindowOpen: (url, frameName, features) => this.onWindowOpen(url, frameName, features),
      },
      ownChannels,
    );
    const scripts = preloadScripts(settings.preload, settings.additionalArguments);
    const { failure } = scripts;
    if (failure !== null) setImmediate(() => owner.emit("preload-error", createEvent(), settings.preload, failure));
    this.opened = openTarget(settings.wish);
    this.page = this.#connect(scripts);
    this.page.catch((error: unknown) => {
      if (!this.isDestroyed) process.stderr.write(`a window could not be opened: ${String(error)}\n`);
    });
    settings.session.on("host-permission-handlers-changed", this.#onPermissionHandlers);
  }

  async #connect(scripts: PreloadScripts): Promise<CdpConnection> {
    const { pipe, targetId } = await this.opened;
    this.targetId = targetId;
    const page = await pipe.attach(targetId);
    const { session } = this.#settings;
    this.#stopListening = await preparePage({ pipe, page, targetId, scripts, session, listener: this });
    this.ipc.connection = page;
    if (this.isDestroyed) this.#stopListening();
    return page;
  }

  async #grant(url: string): Promise<void> {
    if (url === "" || this.isDestroyed) return;
    const { pipe } = await this.opened;
    const { session } = this.#settings;
    this.deniedFeatures = await grantPermissions(pipe.browser, { session, webContents: this.#owner.self(), url });
  }

  async load(url: string): Promise<void> {
    const page = await this.page;
    await this.#grant(url);
    this.#isNavigating = true;
    this.isLoading = true;
    this.#owner.emit("did-start-loading");
    const loaded = new Promise<void>((resolve, reject) => {
      this.#loadWaiters.push({ resolve, reject });
    });
    loaded.catch(() => undefined);
    const { errorText } = await page.send("Page.navigate", { url: toChromiumUrl(url) });
    this.#isNavigating = false;
    if (errorText !== undefined) this.#failLoad(errorText.replace(/^net::/, ""), url);
    await loaded;
  }

  #failLoad(name: string, url: string): void {
    this.isLoading = false;
    const code = loadErrorCodes[name] ?? failedCode;
    this.#owner.emit("did-fail-load", createEvent(), code, name, url, true, 0, 0);
    this.#rejectLoads(`${name} (${code}) loading '${url}'`);
  }

  #rejectLoads(why: string): void {
    for (const waiter of this.#loadWaiters.splice(0)) waiter.reject(new Error(why));
  }

  destroy(): void {
    this.isDestroyed = true;
    this.ipc.context = null;
    this.#settings.session.off("host-permission-handlers-changed", this.#onPermissionHandlers);
    this.#stopListening();
    this.#rejectLoads(`ERR_ABORTED (-3) loading '${this.url}'`);
    const close = async () => {
      const { pipe, targetId } = await this.opened;
      pipe.browser.tell("Target.closeTarget", { targetId });
    };
    close().catch(() => undefined);
  }

  onContext(context: PageIpc["context"]): void {
    this.ipc.context = context;
  }

  contextId(): number | null {
    return this.ipc.context?.id ?? null;
  }

  onMessage(envelope: Parameters<PageListener["onMessage"]>[0]): void {
    this.ipc.receive(envelope);
  }

  onNavigated(url: string): void {
    this.url = toAppUrl(url);
    this.isCrashed = false;
    this.#owner.emit("did-navigate", createEvent(), this.url, 200, "OK");
  }

  onNavigatedInPage(url: string): void {
    this.url = toAppUrl(url);
    this.#owner.emit("did-navigate-in-page", createEvent(), this.url, true, 0, 0);
  }

  onDomReady(): void {
    this.#owner.emit("dom-ready", createEvent());
  }

  onLoaded(): void {
    if (this.url === "") return;
    this.isLoading = false;
    this.#owner.emit("did-finish-load");
    this.#owner.emit("did-stop-loading");
    for (const waiter of this.#loadWaiters.splice(0)) waiter.resolve();
  }

  onTitle(title: string): void {
    if (title === this.title) return;
    this.title = title;
    this.#owner.emit("page-title-updated", createEvent(), title, true);
  }

  onConsole(...[level, message, source, lineNumber]: Parameters<PageListener["onConsole"]>): void {
    const sourceId = toAppUrl(source);
    const event = createEvent({ level, message, lineNumber, sourceId, frame: this.#owner.frame() });
    const levelNumber = ["debug", "info", "warning", "error"].indexOf(level);
    this.#owner.emit("console-message", event, levelNumber, message, lineNumber, sourceId);
  }

  mayNavigate(chromiumUrl: string): boolean {
    const url = toAppUrl(chromiumUrl);
    if (this.#isNavigating || url === this.url.replace(/#.*$/, "")) return true;
    const event = createEvent({ url, isMainFrame: true, isSameDocument: false, frame: this.#owner.frame() });
    this.#owner.emit("will-navigate", event, url);
    return !event.defaultPrevented;
  }

  onWindowOpen(chromiumUrl: string, frameName: string, features: string): void {
    const url = toAppUrl(chromiumUrl);
    const referrer: Electron.Referrer = { url: this.url, policy: "default" };
    const details: Electron.HandlerDetails = { url, frameName, features, disposition: "new-window", referrer };
    const action = this.windowOpenHandler?.(details).action ?? "allow";
    hostRecords.windowOpens.push({ url, action });
    if (action === "allow") process.stderr.write(`the stand-in lacks windows opened by a page (${url})\n`);
  }

  onGone({ reason, exitCode }: PageGone): void {
    this.isCrashed = true;
    this.isLoading = false;
    this.ipc.context = null;
    this.#rejectLoads("the renderer is gone");
    this.#owner.emit("render-process-gone", createEvent(), { reason, exitCode });
    lifecycle.emit("render-process-gone", this.#owner.self(), { reason, exitCode });
  }

  onClosed(): void {
    if (!this.isDestroyed) this.#owner.emit("host-closed-by-chromium");
  }
}
