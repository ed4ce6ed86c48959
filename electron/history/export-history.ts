/** Writes the whole history to a file, a little at a time, so that a search never waits for it. */
import type { Clock } from "../../shared/lib/clock.ts";
import { toErrorText } from "../../shared/lib/error-text.ts";
import { beginWhole, type WholeFile } from "../files/write-whole.ts";
import type { FileLines } from "./history-lines.ts";
import type { HistoryStore } from "./history-store.ts";

/** A few ms of work. */
const callsAtOnce = 200;

/** @param done hears null, or why there is no file. */
export function exportHistory(
  store: () => HistoryStore,
  path: string,
  lines: FileLines,
  clock: Pick<Clock, "after">,
  done: (trouble: string | null) => void,
): void {
  let last = 0;
  let file: WholeFile | null = null;

  function step(): void {
    try {
      file ??= begin();
      const { calls, lastSeq } = store().walk(last, callsAtOnce);
      file.write(calls.map((call, index) => lines.toLine(call, last === 0 && index === 0)).join(""));
      if (lastSeq !== null) {
        last = lastSeq;
        clock.after(0, step);
        return;
      }
      file.write(lines.last);
      file.finish();
      done(null);
    } catch (error) {
      file?.giveUp();
      done(toErrorText(error));
    }
  }

  function begin(): WholeFile {
    const begun = beginWhole(path);
    begun.write(lines.first);
    return begun;
  }

  step();
}
