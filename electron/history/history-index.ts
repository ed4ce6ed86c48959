/** Calls by a piece of their text, newest first. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Needles } from "../records/search-text.ts";
import { createTextIndex, toIndexQuery, type TextIndex } from "../records/text-index.ts";
import type { Row } from "./history-rows.ts";

export type HistoryIndex = TextIndex & {
  /** @returns rows of calls before `before` whose text holds every needle, newest first. */
  readonly find: (needles: Needles, before: SQLInputValue, limit: number) => readonly Row[];
};

export function createHistoryIndex(database: DatabaseSync): HistoryIndex {
  return {
    ...createTextIndex(database),
    find(needles, before, limit) {
      const { table, match, others } = toIndexQuery(needles);
      const also = others.map(() => " AND instr(calls.text, ?) > 0").join("");
      return database
        .prepare(
          `SELECT calls.* FROM ${table} JOIN calls ON calls.seq = ${table}.rowid
           WHERE ${table} MATCH ? AND ${table}.rowid < ? AND calls.replaced = 0${also}
           ORDER BY ${table}.rowid DESC LIMIT ?`,
        )
        .all(match, before, ...others, limit);
    },
  };
}
