/** The two indexes of a text: trigrams for what is three letters or longer, grams for what is shorter. */
import type { DatabaseSync } from "node:sqlite";
import { toGram, toGrams, type Needles } from "./search-text.ts";

/** To be put into a step of a book; neither table keeps the text itself, and both forget at once what is taken out. */
export const textIndexTables = `
  CREATE VIRTUAL TABLE trigrams USING fts5(text, content = '', tokenize = 'trigram case_sensitive 1');
  CREATE VIRTUAL TABLE grams USING fts5(pieces, content = '', detail = none, tokenize = 'ascii');
  INSERT INTO trigrams (trigrams, rank) VALUES ('secure-delete', 1);
  INSERT INTO grams (grams, rank) VALUES ('secure-delete', 1);
`;

export type TextIndex = {
  readonly add: (seq: number, text: string) => void;
  /** @param text exactly what was added. */
  readonly remove: (seq: number, text: string) => void;
};

export function createTextIndex(database: DatabaseSync): TextIndex {
  const addTrigrams = database.prepare("INSERT INTO trigrams (rowid, text) VALUES (?, ?)");
  const addGrams = database.prepare("INSERT INTO grams (rowid, pieces) VALUES (?, ?)");
  const removeTrigrams = database.prepare("INSERT INTO trigrams (trigrams, rowid, text) VALUES ('delete', ?, ?)");
  const removeGrams = database.prepare("INSERT INTO grams (grams, rowid, pieces) VALUES ('delete', ?, ?)");
  return {
    add(seq, text) {
      addTrigrams.run(seq, text);
      addGrams.run(seq, toGrams(text));
    },
    remove(seq, text) {
      removeTrigrams.run(seq, text);
      removeGrams.run(seq, toGrams(text));
    },
  };
}

export type IndexQuery = {
  readonly table: "trigrams" | "grams";
  /** FTS5 query syntax. */
  readonly match: string;
  /** Needles that this index does not hold; each is to be looked for in the rows it finds. */
  readonly others: Needles;
};

const shortestTrigram = 3;

/** @returns how to find the texts that hold every needle. */
export function toIndexQuery(needles: Needles): IndexQuery {
  const long = needles.filter((needle) => Array.from(needle).length >= shortestTrigram);
  const short = needles.filter((needle) => !long.includes(needle));
  return long.length === 0
    ? { table: "grams", match: toMatch(short.map(toGram)), others: [] }
    : { table: "trigrams", match: toMatch(long), others: short };
}

/** Every phrase in quotes, all of them wanted. */
function toMatch(phrases: readonly string[]): string {
  return phrases.map((phrase) => `"${phrase.replaceAll('"', '""')}"`).join(" AND ");
}
