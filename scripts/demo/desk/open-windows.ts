/** Opens what the person sees: the app as `npm start` would, and the control panel in an app window of Chromium. */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { findChromium } from "../../../test/host/find-chromium.ts";
import { downloadElectron } from "../../start/download-electron.ts";
import { chooseHost } from "../../start/choose-host.ts";
import { findElectron } from "../../start/find-electron.ts";
import { hasMicrophone } from "./has-microphone.ts";

/** Where windows can be opened; elsewhere than on Linux always. */
export function hasDisplay(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return platform !== "linux" || Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}

export type AppWindow = { readonly child: ChildProcess; readonly notes: readonly string[] };

/**
 * Electron needs a display; without one the app runs in Chromium, which does not.
 * @returns the sentence to say when there is nothing that could open it.
 */
export async function openApp(root: string, flags: readonly string[]): Promise<AppWindow | string> {
  const wanted = hasDisplay() ? flags : ["--host=chromium", ...flags];
  if (findElectron(root) === null && !wanted.includes("--host=chromium")) await downloadElectron(root);
  const choice = chooseHost(wanted, { electron: findElectron(root), chromium: findChromium() });
  if (choice.kind === "none") return choice.note;
  // What was looked for and not found here need not be looked for again.
  const host = choice.kind === "chromium" ? ["--host=chromium"] : [];
  const voice = hasMicrophone() ? [] : ["--use-fake-device-for-media-stream"];
  // Chromium counts 127.0.0.1 among its own addresses, so that a voice needs no network.
  const switches = ["--allow-loopback-in-peer-connection", ...voice];
  // The host takes Chromium's switches from the environment, Electron from its command line.
  const inherited = process.env["TANDEM_CHROMIUM_FLAGS"] ?? "";
  const child = spawn(process.execPath, [join(root, "scripts/start.ts"), ...host, ...flags, ...switches], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, TANDEM_CHROMIUM_FLAGS: [inherited, ...switches].join(" ") },
  });
  const toneNote = voice.length === 0 ? [] : ["There is no microphone here: the softphone speaks a test tone."];
  return { child, notes: [...(choice.note === null ? [] : [choice.note]), ...toneNote] };
}

/** @returns null where there is no Chromium to open it in. */
export function openPanel(address: string, profileFolder: string): ChildProcess | null {
  const chromium = findChromium();
  if (chromium === null) return null;
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox", "--test-type"] : [];
  const quiet = ["--no-first-run", "--no-default-browser-check", "--disable-sync", "--disable-background-networking"];
  // Beside the app's window, which is 380 wide.
  const place = ["--window-position=420,20", "--window-size=480,880"];
  const window = [`--app=${address}`, ...place, `--user-data-dir=${profileFolder}`];
  return spawn(chromium, [...window, ...quiet, ...asRoot], { stdio: "ignore" });
}
