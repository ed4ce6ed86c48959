// The one Chromium behind all windows: started once main has been evaluated, ended with the host.
import { setTimeout as delay } from "node:timers/promises";
import type { CdpPipe } from "./cdp-pipe.ts";
import { chromiumFlags } from "./chromium-flags.ts";
import { findChromium } from "./find-chromium.ts";
import { argumentValue, hostPaths } from "./host-paths.ts";
import { launchChromium } from "./launch-chromium.ts";
import type { ChromiumProcess } from "./launch-chromium.ts";

const gracefulCloseMs = 2_000;

export class Chromium {
  readonly switches = new Map<string, string>();
  readonly isHeadless: boolean;
  #process: ChromiumProcess | null = null;
  #up: Promise<CdpPipe> | null = null;
  #version = "";
  #isClosing = false;
  #startTargetId: string | null = null;

  constructor() {
    const hasDisplay =
      process.platform !== "linux" || Boolean(process.env["DISPLAY"]) || Boolean(process.env["WAYLAND_DISPLAY"]);
    this.isHeadless = process.argv.includes("--headless") || !hasDisplay;
  }

  get version(): string {
    return this.#version;
  }

  /** The page Chromium opened by itself: without some window no hidden target can be made. */
  get startTargetId(): string | null {
    return this.#startTargetId;
  }

  get isStarted(): boolean {
    return this.#up !== null;
  }

  get processId(): number | undefined {
    return this.#process?.child.pid;
  }

  start(onGone: () => void): Promise<CdpPipe> {
    this.#up ??= this.#launch(onGone);
    return this.#up;
  }

  /** The pipe of a Chromium that is up; a window made earlier than `ready` is a bug in main. */
  whenUp(): Promise<CdpPipe> {
    if (this.#up === null) throw new Error("Cannot create BrowserWindow before app is ready");
    return this.#up;
  }

  async #launch(onGone: () => void): Promise<CdpPipe> {
    const path = findChromium();
    if (path === null) {
      throw new Error("No Chrome, Chromium or Edge was found: install one, or name it in TANDEM_CHROMIUM.");
    }
    const debuggingPort = argumentValue("remote-debugging-port");
    const flags = chromiumFlags({
      profileFolder: hostPaths.profileFolder(),
      isHeadless: this.isHeadless,
      isRoot: process.getuid?.() === 0,
      switches: this.switches,
      fakeAudio: process.env["TANDEM_FAKE_AUDIO"],
      debuggingPort,
      extraFlags: process.env["TANDEM_CHROMIUM_FLAGS"] ?? "",
    });
    this.#process = launchChromium(path, flags, debuggingPort !== undefined);
    const { child, pipe } = this.#process;
    child.once("error", (error) => {
      process.stderr.write(`Chromium could not be started (${path}): ${error.message}\n`);
      onGone();
    });
    child.once("exit", () => {
      pipe.close();
      if (!this.#isClosing) onGone();
    });
    const { product } = await pipe.browser.send("Browser.getVersion", {});
    this.#version = product.replace(/^.*\//, "");
    const startPage = new Promise<string>((resolve) => {
      pipe.browser.on("Target.targetCreated", ({ targetInfo }) => {
        if (targetInfo.type === "page") resolve(targetInfo.targetId);
      });
    });
    await pipe.browser.send("Target.setDiscoverTargets", { discover: true });
    this.#startTargetId = await startPage;
    return pipe;
  }

  /** Lets Chromium write its profile, then makes sure that it is gone. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const running = this.#process;
    if (running === null || running.child.exitCode !== null || running.child.signalCode !== null) return;
    const gone = new Promise((resolve) => {
      running.child.once("exit", resolve);
    });
    running.pipe.browser.tell("Browser.close", {});
    await Promise.race([gone, delay(gracefulCloseMs)]);
    running.child.kill("SIGKILL");
  }
}

export const chromium = new Chromium();
