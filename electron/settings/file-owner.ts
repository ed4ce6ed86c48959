/** Whether a file that an administrator should have written may have been written by somebody else. */
import { closeSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

export type Ownership = {
  readonly platform: NodeJS.Platform;
  /** Of the user Tandem runs as. */
  readonly uid: number;
  readonly stat: (path: string) => { readonly uid: number; readonly mode: number };
  /** Whether this user can write to it. */
  readonly canWrite: (path: string) => boolean;
};

export const systemOwnership: Ownership = {
  platform: process.platform,
  uid: process.getuid?.() ?? -1,
  stat: statSync,
  canWrite(path) {
    try {
      closeSync(openSync(path, "r+"));
      return true;
    } catch {
      return false;
    }
  },
};

/** @returns the line that says why a file that is there is not taken, and what to do; null: it is. */
export type FindFileDoubt = (path: string) => string | null;

const writableByOthers = 0o022;

/**
 * Linux and macOS: file and folder belong to root or to the user Tandem runs as, and nobody else can write them. Windows
 * tells no owner through stat; there the file is not taken when the user Tandem runs as can write it.
 */
export function createFindFileDoubt({ platform, uid, stat, canWrite }: Ownership): FindFileDoubt {
  const isSafe = (path: string) => {
    const found = stat(path);
    return (found.uid === 0 || found.uid === uid) && (found.mode & writableByOthers) === 0;
  };
  return (path) => {
    if (platform === "win32") {
      return canWrite(path)
        ? `${path}: this user can write to it, so it may not be your administrator's. Let only administrators write to it and its folder.`
        : null;
    }
    const unsafe = [path, dirname(path)].find((one) => !isSafe(one));
    if (unsafe === undefined) return null;
    return `${path}: others than the administrator can write to ${unsafe === path ? "it" : unsafe}. Run: chown root ${unsafe} && chmod go-w ${unsafe}`;
  };
}
