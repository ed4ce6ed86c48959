// Makes the Chromium target behind a window: hidden for the engine, a window of its own for everything seen.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { CdpConnection, CdpPipe } from "./cdp-pipe.ts";
import type { TargetInfo } from "./cdp-protocol.ts";
import { chromium } from "./chromium.ts";
import { findChromium } from "./find-chromium.ts";
import { hostPaths } from "./host-paths.ts";

export interface TargetWish {
  /** A page without any window, never throttled and never shown. */
  isHidden: boolean;
  isShown: boolean;
  width: number;
  height: number;
}

export interface OpenedTarget {
  pipe: CdpPipe;
  targetId: string;
  /** Null for a hidden target. */
  windowId: number | null;
}

const appWindowTimeoutMs = 10_000;
const startWindowGraceMs = 1_000;

let isStartTargetTaken = false;

/** Chromium's first window is given away once: to the first visible window on a display, else it is closed. */
function takeStartTarget(): string | null {
  const taken = isStartTargetTaken ? null : chromium.startTargetId;
  isStartTargetTaken = true;
  return taken;
}

function closeStartTarget(pipe: CdpPipe): void {
  const targetId = takeStartTarget();
  if (targetId !== null) pipe.browser.tell("Target.closeTarget", { targetId });
}

/** A second Chromium with the same profile hands its --app window to the first one and exits. */
function openAppWindow(pipe: CdpPipe): Promise<string> {
  const mark = randomUUID();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Chromium opened no window")), appWindowTimeoutMs);
    const look = ({ targetInfo }: { targetInfo: TargetInfo }) => {
      if (targetInfo.type !== "page" || !targetInfo.url.includes(mark)) return;
      clearTimeout(timer);
      resolve(targetInfo.targetId);
    };
    pipe.browser.on("Target.targetCreated", look);
    const isRoot = process.getuid?.() === 0;
    const flags = [`--user-data-dir=${hostPaths.profileFolder()}`, ...(isRoot ? ["--no-sandbox"] : [])];
    spawn(findChromium() ?? "chromium", [...flags, `--app=data:text/html,<title>${mark}</title>`], {
      stdio: "ignore",
    }).once("error", reject);
  });
}

async function openOnDisplay(pipe: CdpPipe, wish: TargetWish): Promise<OpenedTarget> {
  const targetId = takeStartTarget() ?? (await openAppWindow(pipe));
  const { windowId } = await pipe.browser.send("Browser.getWindowForTarget", { targetId });
  await pipe.browser.send("Browser.setWindowBounds", { windowId, bounds: { width: wish.width, height: wish.height } });
  if (!wish.isShown) pipe.browser.tell("Browser.setWindowBounds", { windowId, bounds: { windowState: "minimized" } });
  return { pipe, targetId, windowId };
}

/**
 * Chromium makes a hidden target only while some other target exists, so one is lent for a moment where none does. A
 * hidden target is no tab and knows nothing of the profile's policy for WebRTC; a test of that policy asks for a tab in the
 * background, which without a display is as unseen.
 */
async function openHidden(browser: CdpConnection): Promise<string> {
  const isTab = process.env["TANDEM_HOST_ENGINE_AS_TAB"] === "1";
  const hidden = { url: "about:blank", ...(isTab ? { background: true } : { hidden: true }) };
  const { targetInfos } = await browser.send("Target.getTargets", {});
  if (targetInfos.length > 0) return (await browser.send("Target.createTarget", hidden)).targetId;
  const lent = await browser.send("Target.createTarget", {
    url: "about:blank",
    newWindow: true,
    windowState: "minimized",
  });
  const { targetId } = await browser.send("Target.createTarget", hidden);
  browser.tell("Target.closeTarget", { targetId: lent.targetId });
  return targetId;
}

export async function openTarget(wish: TargetWish): Promise<OpenedTarget> {
  const pipe = await chromium.whenUp();
  const { browser } = pipe;
  if (wish.isHidden) {
    const targetId = await openHidden(browser);
    setTimeout(() => closeStartTarget(pipe), chromium.isHeadless ? 0 : startWindowGraceMs);
    return { pipe, targetId, windowId: null };
  }
  if (!chromium.isHeadless) return await openOnDisplay(pipe, wish);
  // Without a screen nobody sees it before it is shown, and it paints meanwhile as Electron's does (paintWhenInitiallyHidden).
  const { targetId } = await browser.send("Target.createTarget", {
    url: "about:blank",
    newWindow: true,
    width: wish.width,
    height: wish.height,
    windowState: "normal",
  });
  closeStartTarget(pipe);
  const { windowId } = await browser.send("Browser.getWindowForTarget", { targetId });
  return { pipe, targetId, windowId };
}
