/** Outages that made no sense were put aside, whole and in the open: they go by the same rules as those that can be read. */
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "../../shared/lib/log.ts";
import type { ErasedNumbers } from "../../shared/model/erased-numbers.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import type { KeepingNotes } from "../files/keeping.ts";

/** Put aside, or left half written by a Tandem that died. */
const aside = /^incidents\.json\.(?:bad\d*|new)$/u;

/** A file that holds such a number goes whole: nothing can be taken out of what cannot be read. */
export function createSweepAside(folder: string, log: Log, keeping: KeepingNotes) {
  return async (atOldest: EpochMs, erased: ErasedNumbers): Promise<void> => {
    const names = await readdir(folder).catch((): string[] => []);
    for (const path of names.filter((name) => aside.test(name)).map((name) => join(folder, name))) {
      try {
        const { mtimeMs } = await stat(path);
        if (mtimeMs < atOldest || (!erased.isEmpty && erased.isIn(await readFile(path, "utf8")))) await rm(path);
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") continue;
        log.error(`${path} could not be erased: ${String(error)}. It is tried again within the hour.`);
        keeping.noteFailure(error);
      }
    }
  };
}
