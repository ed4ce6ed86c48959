/** What the directory said of people, remembered for a while: a caller is named without asking it. */
import type { DatabaseSync } from "node:sqlite";
import { foldText } from "../../shared/lib/fold-text.ts";
import { toKnownParty, type KnownParty, type Person } from "../../shared/model/contact.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import { atOnce } from "../records/database-file.ts";
import { toNumberKey } from "../../shared/model/number-spellings.ts";

export type DirectoryCache = {
  readonly remember: (people: readonly Person[], at: EpochMs) => void;
  /** @param keys the likeliest first. */
  readonly nameOf: (keys: readonly string[]) => KnownParty | null;
  /** @returns keys of the numbers of those whose name or company holds every word; of so many people at most. */
  readonly numbersOf: (words: readonly string[], limit: number) => readonly string[];
  readonly forgetBefore: (at: EpochMs) => void;
};

export function createDirectoryCache(database: DatabaseSync): DirectoryCache {
  const put = database.prepare("INSERT OR REPLACE INTO entries (id, name, company, folded, at) VALUES (?, ?, ?, ?, ?)");
  const removeNumbers = database.prepare("DELETE FROM entry_numbers WHERE id = ?");
  const addNumber = database.prepare("INSERT OR IGNORE INTO entry_numbers (key, id) VALUES (?, ?)");
  const byKey = database.prepare(
    "SELECT name, company FROM entry_numbers JOIN entries USING (id) WHERE key = ? ORDER BY at DESC LIMIT 1",
  );
  const oldNumbers = database.prepare("DELETE FROM entry_numbers WHERE id IN (SELECT id FROM entries WHERE at < ?)");
  const old = database.prepare("DELETE FROM entries WHERE at < ?");
  return {
    remember: (people, at) =>
      atOnce(database, () => {
        for (const { id, name, company, numbers } of people) {
          put.run(id, name, company, foldText(`${name}\n${company}`), at);
          removeNumbers.run(id);
          for (const { number } of numbers) addNumber.run(toNumberKey(number), id);
        }
      }),
    nameOf(keys) {
      for (const key of keys) {
        const row = byKey.get(key);
        if (row === undefined) continue;
        return toKnownParty({ name: String(row["name"]), company: String(row["company"]), from: "directory" });
      }
      return null;
    },
    numbersOf(words, limit) {
      const holds = words.map(() => "instr(folded, ?) > 0").join(" AND ");
      return database
        .prepare(
          `SELECT key FROM entry_numbers WHERE id IN (SELECT id FROM entries WHERE ${holds} ORDER BY at DESC LIMIT ?)`,
        )
        .all(...words, limit)
        .map(({ key }) => String(key));
    },
    forgetBefore: (at) =>
      atOnce(database, () => {
        oldNumbers.run(at);
        old.run(at);
      }),
  };
}
