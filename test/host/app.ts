// Stands in for `app`: start-up, the quit sequence, paths, the instance lock, and switches for Chromium.
import type * as Electron from "electron";
import { toErrorText } from "../../shared/lib/error-text.ts";
import { chromium } from "./chromium.ts";
import { guardMembers } from "./guard-members.ts";
import { HostEmitter } from "./host-emitter.ts";
import { createEvent } from "./host-event.ts";
import { hostPaths, packedExecutable } from "./host-paths.ts";
import { hostRecords, recordWithoutEffect } from "./host-records.ts";
import { InstanceLock } from "./instance-lock.ts";
import { lifecycle, windows } from "./registry.ts";
import type { HostWebContents } from "./web-contents.ts";

const appEvents = [
  "will-finish-launching",
  "ready",
  "window-all-closed",
  "before-quit",
  "will-quit",
  "quit",
  "second-instance",
  "activate",
  "open-url",
  "open-file",
  "web-contents-created",
  "browser-window-created",
  "browser-window-focus",
  "browser-window-blur",
  "render-process-gone",
  "child-process-gone",
  "certificate-error",
  "login",
  "select-client-certificate",
  "gpu-info-update",
  "accessibility-support-changed",
];

const undefinedElsewhere = {
  darwin: ["setJumpList", "getJumpListSettings", "setUserTasks", "isUnityRunning", "setDesktopName"],
  win32: [
    "dock",
    "setActivationPolicy",
    "isInApplicationsFolder",
    "moveToApplicationsFolder",
    "setDesktopName",
    "hide",
    "isHidden",
  ],
  linux: [
    "dock",
    "setActivationPolicy",
    "isInApplicationsFolder",
    "moveToApplicationsFolder",
    "hide",
    "isHidden",
    "setJumpList",
    "getJumpListSettings",
    "setUserTasks",
    "setToastActivatorCLSID",
  ],
};

const commandLine = guardMembers("app.commandLine", {
  appendSwitch(name: string, value = ""): void {
    if (chromium.isStarted) recordWithoutEffect("app.commandLine.appendSwitch", name, value);
    else chromium.switches.set(name, joinLists(name, chromium.switches.get(name), value));
  },
  appendArgument: (value: string) => recordWithoutEffect("app.commandLine.appendArgument", value),
  hasSwitch: (name: string) => chromium.switches.has(name) || argvSwitch(name) !== undefined,
  getSwitchValue: (name: string) => chromium.switches.get(name) ?? argvSwitch(name) ?? "",
  removeSwitch: (name: string) => void chromium.switches.delete(name),
} satisfies Pick<
  Electron.CommandLine,
  "appendSwitch" | "appendArgument" | "hasSwitch" | "getSwitchValue" | "removeSwitch"
>);

/** Electron adds to the feature lists; every other switch is replaced. */
function joinLists(name: string, before: string | undefined, value: string): string {
  return name.endsWith("-features") && before !== undefined ? `${before},${value}` : value;
}

function argvSwitch(name: string): string | undefined {
  const argument = process.argv.slice(1).find((text) => text === `--${name}` || text.startsWith(`--${name}=`));
  return argument?.slice(`--${name}=`.length);
}

export class HostApp
  extends HostEmitter
  implements
    Pick<
      Electron.App,
      | "whenReady"
      | "isReady"
      | "quit"
      | "exit"
      | "relaunch"
      | "focus"
      | "getPath"
      | "setPath"
      | "setAppLogsPath"
      | "getAppPath"
      | "getVersion"
      | "getName"
      | "setName"
      | "name"
      | "isPackaged"
      | "getLocale"
      | "getSystemLocale"
      | "getPreferredSystemLanguages"
      | "getLocaleCountryCode"
      | "requestSingleInstanceLock"
      | "hasSingleInstanceLock"
      | "releaseSingleInstanceLock"
      | "setAsDefaultProtocolClient"
      | "removeAsDefaultProtocolClient"
      | "isDefaultProtocolClient"
      | "setLoginItemSettings"
      | "getLoginItemSettings"
      | "enableSandbox"
      | "disableHardwareAcceleration"
      | "setAppUserModelId"
      | "setBadgeCount"
      | "getBadgeCount"
      | "commandLine"
      | "applicationMenu"
    >
{
  readonly isPackaged = packedExecutable !== null;
  readonly commandLine = commandLine as unknown as Electron.CommandLine;
  applicationMenu: Electron.Menu | null = null;
  readonly #lock = new InstanceLock();
  readonly #ready = Promise.withResolvers<void>();
  readonly #launchHolds: Promise<void>[] = [];
  #isReady = false;
  #isQuitting = false;
  #isOver = false;
  #badgeCount = 0;

  constructor() {
    super("app", appEvents);
    lifecycle.on("web-contents-created", (page) => this.emit("web-contents-created", createEvent(), page));
    lifecycle.on("browser-window-created", (window) => this.emit("browser-window-created", createEvent(), window));
    lifecycle.on("render-process-gone", (page: HostWebContents, details: object) => {
      this.emit("render-process-gone", createEvent(), page, details);
    });
    lifecycle.on("last-window-closed", () => this.#onLastWindowClosed());
    lifecycle.on("close-prevented", () => {
      this.#isQuitting = false;
    });
    process.once("exit", () => this.#lock.release());
  }

  get name(): string {
    return hostPaths.name;
  }

  set name(name: string) {
    hostPaths.name = name;
  }

  /** Delays `ready` until the promise settles; test tools attach themselves first. */
  holdReady(until: Promise<void>): void {
    this.#launchHolds.push(until);
  }

  /** Called once main has been evaluated, as Electron waits for the main module before `ready`. */
  async start(): Promise<void> {
    if (this.#isOver) return;
    try {
      await chromium.start(() => this.#onChromiumGone());
    } catch (error) {
      process.stderr.write(`${toErrorText(error)}\n`);
      process.exit(1);
    }
    await Promise.all(this.#launchHolds);
    if (this.#isOver) return;
    this.#isReady = true;
    this.emit("will-finish-launching");
    this.emit("ready", createEvent(), {});
    this.#ready.resolve();
  }

  #onChromiumGone(): void {
    if (this.#isOver) return;
    process.stderr.write("Chromium has ended by itself, and the app ends with it.\n");
    process.exit(1);
  }

  #onLastWindowClosed(): void {
    if (this.#isOver) return;
    if (this.#isQuitting) this.#willQuit();
    else if (this.listenerCount("window-all-closed") > 0) this.emit("window-all-closed");
    else this.quit();
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  quit(): void {
    if (this.#isQuitting || this.#isOver) return;
    const event = createEvent();
    this.emit("before-quit", event);
    if (event.defaultPrevented) return;
    this.#isQuitting = true;
    if (windows.size === 0) this.#willQuit();
    for (const window of windows) window.close();
  }

  #willQuit(): void {
    const event = createEvent();
    this.emit("will-quit", event);
    if (event.defaultPrevented) this.#isQuitting = false;
    else void this.#end(0);
  }

  exit(exitCode = 0): void {
    if (!this.#isReady) process.exit(exitCode);
    if (this.#isOver) return;
    this.#isQuitting = true;
    this.#isOver = true;
    for (const window of windows) window.destroy();
    this.#isOver = false;
    void this.#end(exitCode);
  }

  async #end(exitCode: number): Promise<void> {
    this.#isOver = true;
    this.emit("quit", createEvent(), exitCode);
    await chromium.close();
    this.#lock.release();
    process.exit(exitCode);
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    recordWithoutEffect("app.relaunch", options);
  }

  focus(): void {
    recordWithoutEffect("app.focus");
  }

  getPath(name: string): string {
    return hostPaths.get(name);
  }

  setPath(name: string, path: string): void {
    hostPaths.set(name, path);
  }

  setAppLogsPath(path = hostPaths.get("logs")): void {
    hostPaths.set("logs", path);
  }

  getAppPath(): string {
    return hostPaths.package.folder;
  }

  getVersion(): string {
    return hostPaths.package.version;
  }

  getName(): string {
    return hostPaths.name;
  }

  setName(name: string): void {
    hostPaths.name = name;
  }

  getLocale(): string {
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }

  getSystemLocale(): string {
    return this.getLocale();
  }

  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()];
  }

  getLocaleCountryCode(): string {
    return new Intl.Locale(this.getLocale()).region ?? "";
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    const message = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return this.#lock.request(hostPaths.get("userData"), message, (second) => {
      this.emit("second-instance", createEvent(), second.argv, second.workingDirectory, second.additionalData);
    });
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock.isHeld;
  }

  releaseSingleInstanceLock(): void {
    this.#lock.release();
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    hostRecords.protocolClients = [...new Set([...hostRecords.protocolClients, protocol])];
    return true;
  }

  removeAsDefaultProtocolClient(protocol: string): boolean {
    hostRecords.protocolClients = hostRecords.protocolClients.filter((known) => known !== protocol);
    return true;
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return hostRecords.protocolClients.includes(protocol);
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    hostRecords.loginItem = settings;
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    const openAtLogin = hostRecords.loginItem !== null && Reflect.get(hostRecords.loginItem, "openAtLogin") === true;
    return {
      openAtLogin,
      wasOpenedAtLogin: false,
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
      status: openAtLogin ? "enabled" : "not-registered",
    };
  }

  enableSandbox(): void {
    recordWithoutEffect("app.enableSandbox");
  }

  disableHardwareAcceleration(): void {
    this.commandLine.appendSwitch("disable-gpu");
  }

  setAppUserModelId(id: string): void {
    recordWithoutEffect("app.setAppUserModelId", id);
  }

  setBadgeCount(count = 0): boolean {
    this.#badgeCount = count;
    return true;
  }

  getBadgeCount(): number {
    return this.#badgeCount;
  }
}

export const hostApp = new HostApp();

export const app = guardMembers(
  "app",
  hostApp,
  undefinedElsewhere[process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux"],
);
