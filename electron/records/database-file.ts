/** Opens a file of records. One that makes no sense is set aside, and where none can be kept the records live in memory. */
import { closeSync, existsSync, openSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Log } from "../../shared/lib/log.ts";
import type { HistoryTrouble } from "../../shared/model/call-history.ts";
import type { EpochMs } from "../../shared/model/time.ts";

/** One kind of record: `<name>.db`, and the numbered steps that its tables came by. */
export type RecordsBook = {
  readonly name: string;
  /** Step n brings a file from `user_version` n to n + 1. */
  readonly steps: readonly string[];
};

export type RecordsFile = { readonly database: DatabaseSync; readonly trouble: HistoryTrouble | null };

/** Files that SQLite keeps beside its own. */
const besides = ["-wal", "-shm"];

const toPath = (book: RecordsBook, folder: string) => join(folder, `${book.name}.db`);

/** @param at wall clock, for the name of a file that is set aside. */
export function openRecordsFile(book: RecordsBook, folder: string, at: EpochMs, log: Log): RecordsFile {
  const path = toPath(book, folder);
  try {
    return { database: openFile(book, path), trouble: null };
  } catch (error) {
    if (!isDamage(error)) return openInMemory(book, error, log);
    log.error(`${path} could not be read: ${String(error)}`);
  }
  return beginAnew(book, folder, at, log);
}

/** The file turned out to make no sense: another takes its place. The old one must be closed. */
export function beginAnew(book: RecordsBook, folder: string, at: EpochMs, log: Log): RecordsFile {
  const path = toPath(book, folder);
  try {
    const aside = path.replace(/\.db$/u, `-damaged-${new Date(at).toISOString().replaceAll(":", "-")}.db`);
    renameSync(path, aside);
    for (const beside of besides) if (existsSync(path + beside)) renameSync(path + beside, aside + beside);
    log.error(`it was set aside as ${aside}; ${book.name} begins anew`);
    return { database: openFile(book, path), trouble: "damaged" };
  } catch (error) {
    return openInMemory(book, error, log);
  }
}

/** Of nobody who used it before anything is left. The file must be closed. @throws where it cannot be removed. */
export function removeRecords(book: RecordsBook, folder: string): void {
  const path = toPath(book, folder);
  for (const beside of ["", ...besides]) rmSync(path + beside, { force: true });
  removeSetAside(book, folder, Number.POSITIVE_INFINITY);
}

/** Files that were set aside hold people too, and are kept no longer than these. */
export function removeSetAside(book: RecordsBook, folder: string, before: EpochMs): void {
  const asideName = new RegExp(`^${book.name}-damaged-.*\\.db(?:-wal|-shm)?$`, "u");
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (asideName.test(name) && statSync(path).mtimeMs < before) rmSync(path, { force: true });
  }
}

export function openInMemory(book: RecordsBook, error: unknown, log: Log): RecordsFile {
  log.error(`${book.name} cannot be kept: ${String(error)}. It is remembered until Tandem is closed.`);
  return { database: prepare(book, new DatabaseSync(":memory:")), trouble: "unwritable" };
}

function openFile(book: RecordsBook, path: string): DatabaseSync {
  closeSync(openSync(path, "a", 0o600));
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    return prepare(book, database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** What was answered for is on the disk (`FULL`), and what was erased is not (`secure_delete`). */
function prepare({ steps }: RecordsBook, database: DatabaseSync): DatabaseSync {
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > steps.length) throw new NewerFileError();
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT`);
  }
  return database;
}

/** Done whole or not at all. */
export function atOnce<Value>(database: DatabaseSync, work: () => Value): Value {
  database.exec("BEGIN IMMEDIATE");
  try {
    const value = work();
    database.exec("COMMIT");
    return value;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** What was erased is gone from the file's log too. */
export function forgetErased(database: DatabaseSync): void {
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

class NewerFileError extends Error {
  override readonly message = "a newer Tandem wrote it";
}

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const codes = { full: 13, corrupt: 11, notADatabase: 26 } as const;

export function isDamage(error: unknown): boolean {
  const code = codeOf(error);
  return code === codes.corrupt || code === codes.notADatabase || error instanceof NewerFileError;
}

export function isFull(error: unknown): boolean {
  return codeOf(error) === codes.full;
}

function codeOf(error: unknown): number | null {
  const isSqlite = error instanceof Error && "errcode" in error && typeof error.errcode === "number";
  return isSqlite ? Number(error.errcode) & 0xff : null;
}
