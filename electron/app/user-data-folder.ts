/** Where Tandem keeps its own files: the folder asked for, else the system's, on Windows the one that does not roam. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { app } from "electron";

/** local-api.json names a port of this computer, so it must not travel with a roaming profile. */
export function settleUserDataFolder(asked: string | null): string {
  const localAppData = process.env["LOCALAPPDATA"];
  if (asked !== null) app.setPath("userData", resolve(asked));
  else if (process.platform === "win32" && localAppData !== undefined) {
    app.setPath("userData", join(localAppData, app.getName()));
  }
  const folder = app.getPath("userData");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
