/** Opens the history's file. One that makes no sense is set aside, and where none can be kept the history lives in memory. */
import { closeSync, existsSync, openSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Log } from "../../shared/lib/log.ts";
import type { HistoryTrouble } from "../../shared/model/call-history.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import { migrate } from "./history-schema.ts";

export type HistoryFile = { readonly database: DatabaseSync; readonly trouble: HistoryTrouble | null };

export const historyFileName = "history.db";

/** Files that SQLite keeps beside its own. */
const besides = ["-wal", "-shm"];

const asideName = /^history-damaged-.*\.db(?:-wal|-shm)?$/u;

/** @param at wall clock, for the name of a file that is set aside. */
export function openHistoryFile(folder: string, at: EpochMs, log: Log): HistoryFile {
  const path = join(folder, historyFileName);
  try {
    return { database: openFile(path), trouble: null };
  } catch (error) {
    if (!isDamage(error)) return openInMemory(error, log);
    log.error(`${path} could not be read: ${String(error)}`);
  }
  return beginAnew(path, at, log);
}

/** The file turned out to make no sense: another takes its place. The old one must be closed. */
export function beginAnew(path: string, at: EpochMs, log: Log): HistoryFile {
  try {
    const aside = path.replace(/\.db$/u, `-damaged-${new Date(at).toISOString().replaceAll(":", "-")}.db`);
    renameSync(path, aside);
    for (const beside of besides) if (existsSync(path + beside)) renameSync(path + beside, aside + beside);
    log.error(`it was set aside as ${aside}; the history begins anew`);
    return { database: openFile(path), trouble: "damaged" };
  } catch (error) {
    return openInMemory(error, log);
  }
}

/** Files that were set aside hold calls too, and are kept no longer than these. */
export function removeSetAside(folder: string, before: EpochMs): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (asideName.test(name) && statSync(path).mtimeMs < before) rmSync(path, { force: true });
  }
}

export function openInMemory(error: unknown, log: Log): HistoryFile {
  log.error(`the history cannot be kept: ${String(error)}. Calls are remembered until Tandem is closed.`);
  return { database: prepare(new DatabaseSync(":memory:")), trouble: "unwritable" };
}

function openFile(path: string): DatabaseSync {
  closeSync(openSync(path, "a", 0o600));
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    return prepare(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** What was answered for is on the disk (`FULL`), and what was erased is not (`secure_delete`). */
function prepare(database: DatabaseSync): DatabaseSync {
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
  if (!migrate(database)) throw new NewerFileError();
  return database;
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
