/** Records on a file that may turn out damaged, or full, at any time: every question is answered, and another file takes its place. */
import type { RecordsAnswer } from "../../shared/contract/records-wire.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import { toErrorText } from "../../shared/lib/error-text.ts";
import type { Log } from "../../shared/lib/log.ts";
import {
  beginAnew,
  isDamage,
  isFull,
  openInMemory,
  openRecordsFile,
  removeRecords,
  type RecordsBook,
  type RecordsFile,
} from "./database-file.ts";

export type HeldRecordsNeeds<Taken> = {
  readonly book: RecordsBook;
  /** What the log calls them. */
  readonly called: string;
  readonly folder: string;
  readonly clock: Pick<Clock, "wallNow">;
  readonly log: Log;
  /** Throws where the tables make no sense to us, though SQLite opened the file. */
  readonly take: (file: RecordsFile) => Taken;
};

export type HeldRecords<Taken> = {
  /** What was made of the file that is open now. */
  readonly now: () => Taken;
  /** Where the file is damaged, the same is done once more with the one that takes its place. */
  readonly attempt: <Value>(what: string, work: () => Value) => Value | Failed;
  /** Begins with an empty file; everything of before is gone. */
  readonly eraseAll: () => void;
  readonly close: () => void;
};

type Failed = Extract<RecordsAnswer, { type: "failed" }>;

export function holdRecords<Taken>(needs: HeldRecordsNeeds<Taken>): HeldRecords<Taken> {
  const { book, called, folder, clock, log } = needs;
  let held = take(openRecordsFile(book, folder, clock.wallNow(), log));

  function take(file: RecordsFile): { readonly file: RecordsFile; readonly taken: Taken } {
    try {
      return { file, taken: needs.take(file) };
    } catch (error) {
      if (file.trouble === "unwritable") throw error;
      log.error(`the ${called} could not be read: ${String(error)}`);
      file.database.close();
      return take(file.trouble === null ? anew() : openInMemory(book, error, log));
    }
  }

  function anew(): RecordsFile {
    return beginAnew(book, folder, clock.wallNow(), log);
  }

  function attempt<Value>(what: string, work: () => Value, isSecondTry = false): Value | Failed {
    try {
      return work();
    } catch (error) {
      const message = toErrorText(error);
      log.error(`${what}: ${message}`);
      if (isSecondTry || !isDamage(error)) return { type: "failed", why: isFull(error) ? "full" : "other", message };
    }
    held.file.database.close();
    held = take(anew());
    return attempt(what, work, true);
  }

  return {
    now: () => held.taken,
    attempt: (what, work) => attempt(what, work),
    eraseAll() {
      held.file.database.close();
      try {
        removeRecords(book, folder);
      } finally {
        held = take(openRecordsFile(book, folder, clock.wallNow(), log));
      }
    },
    close: () => held.file.database.close(),
  };
}
