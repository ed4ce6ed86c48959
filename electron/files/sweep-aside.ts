/** A kept file that made no sense was put aside, whole and in the open: it goes by the same rules as one that can be read. */
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Log } from "../../shared/lib/log.ts";
import type { ErasedNumbers } from "../../shared/model/erased-numbers.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import type { KeepingNotes } from "./keeping.ts";

export type SweepAside = {
  /** What is older than that, or holds such a number, goes whole: nothing can be taken out of what cannot be read. */
  readonly byRules: (atOldest: EpochMs, erased: ErasedNumbers) => Promise<void>;
  /** Whoever used this computer leaves it. */
  readonly all: () => Promise<void>;
};

/** Put aside, or left half written by a Tandem that died; behind the file's own name. */
const asideEnding = /^\.(?:bad\d*|new)$/u;

/** @param path of the file beside which they lie. */
export function createSweepAside(path: string, log: Log, keeping: Pick<KeepingNotes, "noteFailure">): SweepAside {
  const name = basename(path);
  const isAside = (other: string) => other.startsWith(name) && asideEnding.test(other.slice(name.length));

  async function sweep(mayStay: (path: string) => Promise<boolean>): Promise<void> {
    const folder = dirname(path);
    const names = await readdir(folder).catch((): string[] => []);
    for (const aside of names.filter(isAside).map((other) => join(folder, other))) {
      try {
        if (!(await mayStay(aside))) await rm(aside);
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") continue;
        log.error(`${aside} could not be erased: ${String(error)}. It is tried again.`);
        keeping.noteFailure(error);
      }
    }
  }

  return {
    byRules: (atOldest, erased) =>
      sweep(async (aside) => {
        const { mtimeMs } = await stat(aside);
        return mtimeMs >= atOldest && (erased.isEmpty || !erased.isIn(await readFile(aside, "utf8")));
      }),
    all: () => sweep(async () => false),
  };
}
