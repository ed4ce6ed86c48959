/**
 * Tells when a file, or any file of a folder, is another one than before, however it was changed: written in place, put in
 * place of the old one, swapped behind a symbolic link, removed with its folder, or on a drive that cannot be watched.
 */
import { readdirSync, realpathSync, statSync, watch, type FSWatcher } from "node:fs";
import { dirname, join } from "node:path";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";

export type WatchedFile = {
  /** Called once the file differs from what it was and has been still since; a second listener replaces the first. */
  readonly follow: (onChanged: () => void) => void;
  readonly stop: () => void;
};

/** Editors write a file in several steps; it is taken once it has been still for this long. */
const settleMs = 100;
/** What no watcher tells (network drives, a folder replaced as a whole) is seen this late at most. */
const lookAgainMs = 30_000;

/** From now on: what happens between this and `follow` is told as well. */
export function watchFile(path: string, clock: Pick<Clock, "after">, log: Log): WatchedFile {
  let told = fingerprint(path);
  let seen = told;
  let onChanged: (() => void) | null = null;
  let watchers: FSWatcher[] = [];
  let cancelSettle: Cancel | null = null;
  let cancelLook: Cancel = () => undefined;

  function look(): void {
    cancelSettle = null;
    const now = fingerprint(path);
    const isStill = now === seen;
    seen = now;
    if (!isStill) return lookSoon();
    if (now === told) return;
    told = now;
    onChanged?.();
  }

  /** Other files of the folder may change all the time: they neither put a look off nor cause more than a glance. */
  function lookSoon(): void {
    cancelSettle ??= clock.after(settleMs, look);
  }

  function watchFolders(): void {
    for (const watcher of watchers) watcher.close();
    watchers = foldersOf(path).flatMap(watchFolder);
    cancelLook = clock.after(lookAgainMs, () => {
      watchFolders();
      lookSoon();
    });
  }

  function watchFolder(folder: string): FSWatcher[] {
    try {
      const watcher = watch(folder, lookSoon);
      watcher.on("error", (error) => {
        log.warn(`${folder} is no longer watched, and looked at every ${lookAgainMs / 1_000} s: ${error.message}`);
        watcher.close();
      });
      return [watcher];
    } catch {
      return [];
    }
  }

  return {
    follow(listener) {
      const isFirst = onChanged === null;
      onChanged = listener;
      if (!isFirst) return;
      watchFolders();
      lookSoon();
    },
    stop() {
      for (const watcher of watchers) watcher.close();
      cancelSettle?.();
      cancelLook();
    },
  };
}

/** Of the name itself, and of what it leads to where it is a symbolic link; a folder besides. */
function foldersOf(path: string): readonly string[] {
  const own = dirname(path);
  try {
    const real = realpathSync(path);
    return [...new Set([own, dirname(real), ...(statSync(real).isDirectory() ? [real] : [])])];
  } catch {
    return [own];
  }
}

/** Of a folder, that of its files too. */
function fingerprint(path: string): string {
  try {
    const own = fingerprintOfOne(path);
    if (!statSync(path).isDirectory()) return own;
    return [own, ...readdirSync(path).map((name) => `${name} ${fingerprintOfOne(join(path, name))}`)].join("\n");
  } catch {
    return "missing";
  }
}

/** What lies deeper is not looked at. */
function fingerprintOfOne(path: string): string {
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join();
}
