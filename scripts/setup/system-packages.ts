// Finds the browser and iptables, and on a Debian or Ubuntu that may be changed installs what is missing.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { lastLine, runCommand } from "./run-command.ts";
import { findProgram, type System } from "./system.ts";

const browsers = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
];

const browsersOutsidePath = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

export function findChromium(): string | null {
  return findProgram(...browsers) ?? browsersOutsidePath.find((path) => existsSync(path)) ?? null;
}

export function findIptables(system: System): string | null {
  return system.isRoot ? findProgram("iptables") : null;
}

/** A namespace is made and removed again: a container's root may have the program and not the right. */
export function findIproute2(system: System): string | null {
  const program = system.isRoot ? findProgram("ip") : null;
  if (program === null || findProgram("ss") === null) return null;
  const name = `tandem-trial-${process.pid}`;
  const isAllowed = spawnSync(program, ["netns", "add", name], { stdio: "ignore" }).status === 0;
  if (isAllowed) spawnSync(program, ["netns", "del", name], { stdio: "ignore" });
  return isAllowed ? program : null;
}

/** True where setup may install system packages: Debian or Ubuntu as root. */
export function mayInstall(system: System): boolean {
  return system.distribution !== "other" && system.isRoot;
}

/** Installs system packages; the answer is null, or the reason it failed. */
export async function installPackages(packages: string[], say: (line: string) => void): Promise<string | null> {
  const env = { LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" };
  say(`System: installing ${packages.join(" and ")} with apt-get`);
  const update = await runCommand("apt-get", ["update", "-qq"], { env });
  if (update.code !== 0) return lastLine(update);
  const install = ["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", ...packages];
  const result = await runCommand("apt-get", install, { env });
  return result.code === 0 ? null : lastLine(result);
}
