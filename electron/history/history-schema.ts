/** The tables of the history, as numbered steps: step n brings a file from `user_version` n to n + 1. */
import type { RecordsBook } from "../records/database-file.ts";
import { textIndexTables } from "../records/text-index.ts";

/**
 * `calls`: one row a call, `seq` in the order of their ends. `replaced`: a later call goes on with the conversation.
 * `trigrams`, `grams`: what `calls.text` holds, by pieces of three letters and of one or two.
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
  ${textIndexTables}
  CREATE TABLE marks (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/** The conversation's recording, by the call it began with, while there is a file of it. */
const second = `
  ALTER TABLE calls ADD COLUMN recording TEXT;
  CREATE INDEX calls_by_recording ON calls (recording) WHERE recording IS NOT NULL;
`;

/** What came of the call, by id and as it was named then; earlier calls have neither. */
const withWrapUp = `
  ALTER TABLE calls ADD COLUMN wrap_up_id TEXT;
  ALTER TABLE calls ADD COLUMN wrap_up TEXT;
`;

/** The lowest score of any two seconds; what is kept of earlier calls is their last two seconds, and no worst. */
const withWorst = `
  ALTER TABLE calls ADD COLUMN worst_mos REAL;
`;

/** The queue that sent it, as it was named then. */
const withQueue = `
  ALTER TABLE calls ADD COLUMN queue TEXT;
`;

export const historyBook: RecordsBook = { name: "history", steps: [first, second, withWrapUp, withWorst, withQueue] };
