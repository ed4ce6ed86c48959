/** A file that keeps one value as JSON: written whole beside itself and moved into place, one writing at a time, never blocking main. */
import { rename, writeFile } from "node:fs/promises";
import type { Log } from "../../shared/lib/log.ts";
import type { KeepingNotes } from "./keeping.ts";
import { readJsonFile } from "./read-json-file.ts";

export type KeptFile<Value> = {
  readonly read: () => Value;
  /** The newest wins when several are wanted while one is being written. */
  readonly write: (value: Value) => void;
  /** The last writing failed: what stands on the disk is older than what was to be kept. */
  readonly isBehind: () => boolean;
  /** Resolves once nothing is left to write. */
  readonly settle: () => Promise<void>;
  /** Runs between two writings, for who touches what lies beside the file; what is to be written meanwhile waits. */
  readonly whileStill: (run: () => Promise<void>) => Promise<void>;
};

/** What an older or newer Tandem wrote otherwise is left out, and counted. */
export type Read<Value> = { readonly value: Value; readonly unreadable: number };

export type KeptFileNeeds<Value> = {
  readonly path: string;
  readonly log: Log;
  readonly keeping: KeepingNotes;
  /** What stands where there is no file, or none that makes sense. */
  readonly nothing: Value;
  /** What stands in the file for it. */
  readonly toKept: (value: Value) => object;
  /** @returns null when what was kept makes no sense. */
  readonly fromKept: (kept: unknown) => Read<Value> | null;
  /** The lines for whoever reads the log. */
  readonly words: {
    readonly unwritable: string;
    readonly senseless: string;
    readonly partly: (unreadable: number) => string;
  };
};

export function createKeptFile<Value>(needs: KeptFileNeeds<Value>): KeptFile<Value> {
  const { path, log, keeping, nothing, toKept, fromKept, words } = needs;
  let wanted: { readonly value: Value } | null = null;
  let writing: Promise<void> | null = null;
  let isBehind = false;

  async function writeAll(): Promise<void> {
    for (let next = wanted; next !== null; next = wanted) {
      wanted = null;
      try {
        await writeFile(`${path}.new`, JSON.stringify(toKept(next.value)), { mode: 0o600 });
        await rename(`${path}.new`, path);
        isBehind = false;
      } catch (error) {
        isBehind = true;
        log.error(`${path} could not be written: ${String(error)}. ${words.unwritable}`);
        keeping.noteFailure(error);
      }
    }
    writing = null;
  }

  async function settle(): Promise<void> {
    if (writing === null) return;
    await writing;
    return settle();
  }

  async function whileStill(run: () => Promise<void>): Promise<void> {
    if (writing !== null) {
      await writing;
      return whileStill(run);
    }
    // Not before it is known to everybody that something is under way.
    const still = Promise.resolve().then(run);
    writing = still.finally(() => {
      writing = wanted === null ? null : writeAll();
    });
    await writing;
  }

  return {
    read() {
      const file = readJsonFile(path);
      if (file === null) return nothing;
      const read = fromKept(file.json);
      if (read === null) {
        const aside = keeping.putAside(path);
        const kept = aside === null ? "" : ` it is kept as ${aside};`;
        log.warn(`${path} could not be read;${kept} ${words.senseless}`);
      } else if (read.unreadable > 0) log.warn(words.partly(read.unreadable));
      return read?.value ?? nothing;
    },
    write(value) {
      wanted = { value };
      writing ??= writeAll();
    },
    isBehind: () => isBehind,
    settle,
    whileStill,
  };
}
