/** recent.json: written whole beside itself and moved into place, one writing at a time, never blocking main. */
import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "../../shared/lib/log.ts";
import { noRecentCalls, printRecentCalls, readRecentCalls, type RecentCalls } from "./recent-calls.ts";

export type RecentFile = {
  readonly read: () => RecentCalls;
  /** The newest wins when several are wanted while one is being written. */
  readonly write: (recent: RecentCalls) => void;
  /** Resolves once nothing is left to write. */
  readonly settle: () => Promise<void>;
};

export function createRecentFile(folder: string, log: Log): RecentFile {
  const path = join(folder, "recent.json");
  let wanted: RecentCalls | null = null;
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    for (let next = wanted; next !== null; next = wanted) {
      wanted = null;
      try {
        await writeFile(`${path}.new`, printRecentCalls(next), { mode: 0o600 });
        await rename(`${path}.new`, path);
      } catch (error) {
        log.error(`${path} could not be written: ${String(error)}. Recent calls last until Tandem is closed.`);
      }
    }
    writing = null;
  }

  return {
    read() {
      const text = readText(path);
      if (text === null) return noRecentCalls;
      const read = readRecentCalls(text);
      if (read === null) log.warn(`${path} could not be read; the list of recent calls begins anew`);
      else if (read.unreadable > 0) log.warn(`${read.unreadable} call(s) of ${path} could not be read`);
      return read?.recent ?? noRecentCalls;
    },
    write(recent) {
      wanted = recent;
      writing ??= writeAll();
    },
    settle: async () => writing ?? undefined,
  };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
