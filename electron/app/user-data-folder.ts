/** Where Tandem keeps its own files: the folder asked for, else the system's, on Windows the one that does not roam. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { app } from "electron";

export function settleUserDataFolder(asked: string | null): string {
  const folder = findUserDataFolder(asked);
  app.setPath("userData", folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** local-api.json names a port of this computer, so it must not travel with a roaming profile. */
export function findUserDataFolder(asked: string | null): string {
  if (asked !== null) return resolve(asked);
  const localAppData = process.env["LOCALAPPDATA"];
  const isLocal = process.platform === "win32" && localAppData !== undefined;
  return isLocal ? join(localAppData, app.getName()) : app.getPath("userData");
}
