/** The tables of the history, as numbered steps: step n brings a file from `user_version` n to n + 1. */
import type { DatabaseSync } from "node:sqlite";

/**
 * `calls`: one row a call, `seq` in the order of their ends. `replaced`: a later call goes on with the conversation.
 * `trigrams`, `grams`: what `calls.text` holds, by pieces of three letters and of one or two. Neither keeps the text
 * itself, and both forget at once what is taken out of them.
 */
const first = `
  CREATE TABLE calls (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    direction TEXT NOT NULL,
    server_id TEXT NOT NULL,
    number TEXT,
    name TEXT,
    number_key TEXT NOT NULL,
    at_started INTEGER NOT NULL,
    at_answered INTEGER,
    at_first_answered INTEGER,
    at_ended INTEGER NOT NULL,
    talked_ms INTEGER,
    outcome TEXT NOT NULL,
    ended_by TEXT NOT NULL,
    code INTEGER,
    mos REAL,
    loss_pct REAL,
    jitter_ms REAL,
    rtt_ms REAL,
    note TEXT NOT NULL,
    rescue_of TEXT,
    replaced INTEGER NOT NULL DEFAULT 0,
    attempts TEXT NOT NULL,
    legs TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX calls_by_end ON calls (at_ended);
  CREATE INDEX calls_by_number ON calls (number_key);
  CREATE INDEX calls_by_rescued ON calls (rescue_of) WHERE rescue_of IS NOT NULL;
  CREATE INDEX calls_missed ON calls (at_ended) WHERE outcome = 'missed';
  CREATE VIRTUAL TABLE trigrams USING fts5(text, content = '', tokenize = 'trigram case_sensitive 1');
  CREATE VIRTUAL TABLE grams USING fts5(pieces, content = '', detail = none, tokenize = 'ascii');
  INSERT INTO trigrams (trigrams, rank) VALUES ('secure-delete', 1);
  INSERT INTO grams (grams, rank) VALUES ('secure-delete', 1);
  CREATE TABLE marks (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

const steps = [first];

export const newestVersion = steps.length;

/** @returns false when a newer Tandem wrote the file: it is not ours to read. */
export function migrate(database: DatabaseSync): boolean {
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > newestVersion) return false;
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT`);
  }
  return true;
}
