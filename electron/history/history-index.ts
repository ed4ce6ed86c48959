/** The two indexes of the history's text: trigrams for what is three letters or longer, grams for what is shorter. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Row } from "./history-rows.ts";
import { toGram, toGrams, type Needles } from "./search-text.ts";

export type HistoryIndex = {
  readonly add: (seq: number, text: string) => void;
  /** @param text exactly what was added. */
  readonly remove: (seq: number, text: string) => void;
  /** @returns rows of calls before `before` whose text holds every needle, newest first. */
  readonly find: (needles: Needles, before: SQLInputValue, limit: number) => readonly Row[];
};

const shortestTrigram = 3;

export function createHistoryIndex(database: DatabaseSync): HistoryIndex {
  const addTrigrams = database.prepare("INSERT INTO trigrams (rowid, text) VALUES (?, ?)");
  const addGrams = database.prepare("INSERT INTO grams (rowid, pieces) VALUES (?, ?)");
  const removeTrigrams = database.prepare("INSERT INTO trigrams (trigrams, rowid, text) VALUES ('delete', ?, ?)");
  const removeGrams = database.prepare("INSERT INTO grams (grams, rowid, pieces) VALUES ('delete', ?, ?)");

  /** @param others needles that this index does not hold; each is looked for in the rows it finds. */
  function findIn(table: "trigrams" | "grams", others: Needles) {
    const also = others.map(() => " AND instr(calls.text, ?) > 0").join("");
    return database.prepare(
      `SELECT calls.* FROM ${table} JOIN calls ON calls.seq = ${table}.rowid
       WHERE ${table} MATCH ? AND ${table}.rowid < ? AND calls.replaced = 0${also}
       ORDER BY ${table}.rowid DESC LIMIT ?`,
    );
  }

  return {
    add(seq, text) {
      addTrigrams.run(seq, text);
      addGrams.run(seq, toGrams(text));
    },
    remove(seq, text) {
      removeTrigrams.run(seq, text);
      removeGrams.run(seq, toGrams(text));
    },
    find(needles, before, limit) {
      const long = needles.filter((needle) => Array.from(needle).length >= shortestTrigram);
      const short = needles.filter((needle) => !long.includes(needle));
      if (long.length === 0) return findIn("grams", []).all(toMatch(short.map(toGram)), before, limit);
      return findIn("trigrams", short).all(toMatch(long), before, ...short, limit);
    },
  };
}

/** FTS5 query syntax: every phrase in quotes, all of them wanted. */
function toMatch(phrases: readonly string[]): string {
  return phrases.map((phrase) => `"${phrase.replaceAll('"', '""')}"`).join(" AND ");
}
