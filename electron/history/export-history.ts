/** Writes the whole history to a file, a little at a time, so that a search never waits for it. */
import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import type { Clock } from "../../shared/lib/clock.ts";
import type { FileLines } from "./history-lines.ts";
import type { HistoryStore } from "./history-store.ts";

/** A few ms of work. */
const callsAtOnce = 200;

/**
 * Whole or not at all; whatever stood or was linked there is replaced, never written through.
 * @param done hears null, or why there is no file.
 */
export function exportHistory(
  store: () => HistoryStore,
  path: string,
  lines: FileLines,
  clock: Pick<Clock, "after">,
  done: (trouble: string | null) => void,
): void {
  const beside = `${path}.part`;
  let last = 0;
  let file: number | null = null;

  function step(): void {
    try {
      file ??= begin();
      const { calls, lastSeq } = store().walk(last, callsAtOnce);
      for (const [index, call] of calls.entries()) writeSync(file, lines.toLine(call, last === 0 && index === 0));
      if (lastSeq !== null) {
        last = lastSeq;
        clock.after(0, step);
        return;
      }
      writeSync(file, lines.last);
      close();
      renameSync(beside, path);
      done(null);
    } catch (error) {
      close();
      rmSync(beside, { force: true });
      done(error instanceof Error ? error.message : String(error));
    }
  }

  /** Left over from a process that died while it wrote, or somebody else's link: neither is written through. */
  function begin(): number {
    rmSync(beside, { force: true });
    const opened = openSync(beside, "wx", 0o600);
    writeSync(opened, lines.first);
    return opened;
  }

  function close(): void {
    if (file !== null) closeSync(file);
    file = null;
  }

  step();
}
