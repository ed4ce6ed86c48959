/** The tables of people, as numbered steps. */
import type { RecordsBook } from "../records/database-file.ts";
import { textIndexTables } from "../records/text-index.ts";

/**
 * `contacts`: one row a contact; `place`: where it stands by name. `numbers`: every spelling-free number of a contact.
 * `entries`, `entry_numbers`: what the directory said of people, remembered for callers.
 */
const first = `
  CREATE TABLE contacts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    company TEXT NOT NULL,
    numbers TEXT NOT NULL,
    note TEXT NOT NULL,
    place TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX contacts_by_place ON contacts (place, seq);
  CREATE TABLE numbers (key TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)) STRICT, WITHOUT ROWID;
  CREATE INDEX numbers_by_contact ON numbers (seq);
  CREATE TABLE entries (id TEXT PRIMARY KEY, name TEXT NOT NULL, company TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE entry_numbers (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) STRICT, WITHOUT ROWID;
  CREATE INDEX entry_numbers_by_entry ON entry_numbers (id);
  ${textIndexTables}
`;

/** A remembered name is looked for among the calls of its numbers, folded; what was remembered without it is asked for again. */
const withFoldedNames = `
  DELETE FROM entry_numbers;
  DELETE FROM entries;
  ALTER TABLE entries ADD COLUMN folded TEXT NOT NULL DEFAULT '';
`;

export const peopleBook: RecordsBook = { name: "people", steps: [first, withFoldedNames] };
