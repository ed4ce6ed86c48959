/** Puts a new AppImage in the place of the old one in one step, under the old one's name: before it the old one is whole, after it the new one. */
import { chmodSync, closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { AppImageUpdater } from "electron-updater/out/AppImageUpdater.js";
import type { InstallOptions } from "electron-updater/out/BaseUpdater.js";

/**
 * The library removes the old file before it moves the new one there, from what may be another disk, and gives it the new
 * file's name: a full disk would leave no phone, a new name leads every shortcut nowhere.
 */
export class WholeAppImageUpdater extends AppImageUpdater {
  protected override doInstall({ isForceRunAfter }: InstallOptions): boolean {
    const place = process.env["APPIMAGE"];
    const fresh = this.installerPath;
    if (place === undefined || fresh === null) return false;
    putInPlace(fresh, place);
    if (isForceRunAfter) void this.spawnLog(place, [], toOwnEnvironment(process.env));
    return true;
  }
}

/** @throws when it cannot be written; the old file is as it was then. */
export function putInPlace(fresh: string, place: string): void {
  const beside = `${place}.new`;
  try {
    copyFileSync(fresh, beside);
    chmodSync(beside, 0o755);
    const handle = openSync(beside, "r");
    fsyncSync(handle);
    closeSync(handle);
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Without where the old one is mounted: its libraries are not the new one's. */
function toOwnEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { APPDIR: _mount, APPIMAGE: _file, ARGV0: _name, ...rest } = env;
  return rest;
}
