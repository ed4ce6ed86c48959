// Finds a Chromium-family browser on this machine, so that the host needs no download of its own.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const macApplications = [
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Chromium.app/Contents/MacOS/Chromium",
  "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const windowsPrograms = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

const linuxCommands = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function candidates(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === "darwin") {
    const roots = ["/Applications", join(env["HOME"] ?? "/", "Applications")];
    return roots.flatMap((root) => macApplications.map((application) => join(root, application)));
  }
  if (platform === "win32") {
    const roots = [env["ProgramFiles"], env["ProgramFiles(x86)"], env["LOCALAPPDATA"]].filter(
      (root) => root !== undefined,
    );
    return roots.flatMap((root) => windowsPrograms.map((program) => join(root, program)));
  }
  const folders = (env["PATH"] ?? "/usr/bin:/usr/local/bin").split(delimiter);
  return linuxCommands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/** The browser's path; TANDEM_CHROMIUM wins. Null when nothing that can be run was found. */
export function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const wanted = env["TANDEM_CHROMIUM"];
  if (wanted !== undefined && wanted !== "") return isExecutable(wanted) ? wanted : null;
  return candidates(platform, env).find(isExecutable) ?? null;
}
