/** The history as rows: keeps, finds and erases calls. Every method is one step that is done whole or not at all. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { HistoryRules } from "../../shared/contract/history-wire.ts";
import { CallId } from "../../shared/model/ids.ts";
import type { PastCall, PastCalls } from "../../shared/model/past-call.ts";
import { dayMs, type EpochMs } from "../../shared/model/time.ts";
import { columns, fromRow, toRow, type Row } from "./history-rows.ts";
import { createHistoryIndex } from "./history-index.ts";
import { toSpellings } from "../../shared/model/number-spellings.ts";
import { atOnce, forgetErased } from "../records/database-file.ts";
import { toNeedles } from "../records/search-text.ts";

/** How many calls went, and the recordings of which no call is left. */
export type Erased = { readonly calls: number; readonly recordings: readonly CallId[] };

export type HistoryStore = {
  /** A call that is kept already is replaced. */
  readonly put: (call: PastCall) => void;
  /** Replaces a call that is kept; one that is not, or is erased, stays so. */
  readonly revise: (call: PastCall) => void;
  /** Keeps those that are not kept yet, oldest first. */
  readonly putAll: (calls: readonly PastCall[], atSeen: EpochMs) => void;
  /**
   * @param olderThan the last call of the step before; null or unknown: from the newest.
   * @param alsoWith calls with a number of these keys are found too.
   */
  readonly find: (text: string, olderThan: CallId | null, limit: number, alsoWith?: readonly string[]) => PastCalls;
  /** Every call, oldest first, those that were called back among them. `lastSeq` null: there are no more. */
  readonly walk: (
    afterSeq: number,
    limit: number,
  ) => { readonly calls: readonly PastCall[]; readonly lastSeq: number | null };
  /** Calls missed since the operator last looked. */
  readonly countMissed: () => number;
  readonly markSeen: (at: EpochMs) => void;
  /** Every call with this number, in either spelling. */
  readonly erase: (number: string) => Erased;
  /** Erases some of what the rules do not let stay; to be asked again until no call goes. */
  readonly trim: (at: EpochMs) => Erased;
  /** Files of these recordings are no more. */
  readonly forgetRecordings: (recordings: readonly CallId[]) => void;
  readonly follow: (rules: HistoryRules) => void;
  /** What was erased is gone from the file's log too. */
  readonly forget: () => void;
};

/** A search waits no longer than this many rows take to go, a few ms. */
const trimmedAtOnce = 200;

export function createHistoryStore(database: DatabaseSync, firstRules: HistoryRules): HistoryStore {
  const prepare = (sql: string) => database.prepare(sql);
  const index = createHistoryIndex(database);
  const places = columns.map((column) => `$${column}`).join(", ");
  const insert = prepare(`INSERT INTO calls (${columns.join(", ")}) VALUES (${places})`);
  const update = prepare(
    `UPDATE calls SET ${columns.map((column) => `${column} = $${column}`).join(", ")} WHERE id = $id`,
  );
  const remove = prepare("DELETE FROM calls WHERE seq = ?");
  const byId = prepare("SELECT seq, text FROM calls WHERE id = ?");
  const replaceRescued = prepare("UPDATE calls SET replaced = 1 WHERE id = $rescue_of");
  const replaceIfRescued = prepare(
    "UPDATE calls SET replaced = 1 WHERE id = $id AND EXISTS (SELECT 1 FROM calls WHERE rescue_of = $id)",
  );
  const newest = prepare("SELECT * FROM calls WHERE seq < ? AND replaced = 0 ORDER BY seq DESC LIMIT ?");
  const newestWith = prepare(
    "SELECT * FROM calls WHERE number_key = ? AND seq < ? AND replaced = 0 ORDER BY seq DESC LIMIT ?",
  );
  const walking = prepare("SELECT * FROM calls WHERE seq > ? ORDER BY seq LIMIT ?");
  const missed = prepare(
    `SELECT count(*) AS calls FROM calls WHERE outcome = 'missed' AND replaced = 0
     AND at_ended > coalesce((SELECT at FROM marks WHERE name = 'seen'), 0)`,
  );
  const mark = prepare("INSERT INTO marks (name, at) VALUES ('seen', ?) ON CONFLICT DO UPDATE SET at = excluded.at");
  const byRecording = prepare("SELECT seq FROM calls WHERE recording = ?");
  const forgetRecording = prepare("UPDATE calls SET recording = NULL WHERE recording = ?");
  const tooOld = prepare("SELECT seq, text, recording FROM calls WHERE at_ended < ? LIMIT ?");
  const tooMany = prepare("SELECT seq, text, recording FROM calls ORDER BY seq DESC LIMIT ? OFFSET ?");
  let rules = firstRules;

  function write(call: PastCall): void {
    const row = toRow(call);
    const kept = byId.get(call.id);
    if (kept !== undefined) index.remove(Number(kept["seq"]), String(kept["text"]));
    const seq = kept === undefined ? Number(insert.run(row).lastInsertRowid) : Number(kept["seq"]);
    if (kept !== undefined) update.run(row);
    index.add(seq, row.text);
    replaceIfRescued.run({ id: call.id });
    replaceRescued.run({ rescue_of: call.rescueOf });
  }

  function eraseRows(rows: readonly Row[]): Erased {
    for (const row of rows) {
      index.remove(Number(row["seq"]), String(row["text"]));
      remove.run(row["seq"] ?? null);
    }
    const recordings = new Set(rows.flatMap(({ recording }) => CallId.safeParse(recording).data ?? []));
    return { calls: rows.length, recordings: [...recordings].filter((id) => byRecording.get(id) === undefined) };
  }

  const toKeys = (number: string) => toSpellings(number, rules.country);
  const rowsOf = (keys: readonly string[], limit: number) =>
    prepare(
      `SELECT seq, text, recording FROM calls WHERE number_key IN (${keys.map(() => "?").join(", ")}) LIMIT ?`,
    ).all(...keys, limit);

  function findRows(text: string, before: SQLInputValue, limit: number, keys: readonly string[]): readonly Row[] {
    const ways = toNeedles(text, rules.country);
    if (ways.length === 0) return newest.all(before, limit);
    const rows = [
      ...ways.flatMap((needles) => index.find(needles, before, limit)),
      ...keys.flatMap((key) => newestWith.all(key, before, limit)),
    ];
    const bySeq = new Map(rows.map((row) => [Number(row["seq"]), row]));
    return [...bySeq].sort(([a], [b]) => b - a).map(([, row]) => row);
  }

  return {
    put: (call) => atOnce(database, () => write(call)),
    revise: (call) =>
      atOnce(database, () => {
        if (byId.get(call.id) !== undefined) write(call);
      }),
    putAll: (calls, atSeen) =>
      atOnce(database, () => {
        for (const call of calls) if (byId.get(call.id) === undefined) write(call);
        mark.run(atSeen);
      }),
    find(text, olderThan, limit, alsoWith = []) {
      const last = olderThan === null ? undefined : byId.get(olderThan);
      const rows = findRows(text, last?.["seq"] ?? Number.MAX_SAFE_INTEGER, limit + 1, alsoWith);
      const calls = rows
        .slice(0, limit)
        .map(fromRow)
        .filter((call) => call !== null);
      return { calls, hasMore: rows.length > limit };
    },
    walk(afterSeq, limit) {
      const rows = walking.all(afterSeq, limit);
      const lastSeq = rows.at(-1)?.["seq"];
      return {
        calls: rows.map(fromRow).filter((call) => call !== null),
        lastSeq: lastSeq === undefined ? null : Number(lastSeq),
      };
    },
    countMissed: () => Number(missed.get()?.["calls"]),
    markSeen: (at) => void mark.run(at),
    erase: (number) => atOnce(database, () => eraseRows(rowsOf(toKeys(number), -1))),
    trim: (at) =>
      atOnce(database, () => {
        const keys = rules.eraseNumbers.flatMap(toKeys);
        const gone = [
          eraseRows(tooOld.all(at - rules.keepDays * dayMs, trimmedAtOnce)),
          eraseRows(tooMany.all(trimmedAtOnce, rules.keepCalls)),
          eraseRows(keys.length === 0 ? [] : rowsOf(keys, trimmedAtOnce)),
        ];
        return {
          calls: gone.reduce((sum, { calls }) => sum + calls, 0),
          recordings: gone.flatMap(({ recordings }) => recordings),
        };
      }),
    forgetRecordings: (recordings) =>
      atOnce(database, () => {
        for (const id of recordings) forgetRecording.run(id);
      }),
    follow(next) {
      rules = next;
    },
    forget: () => forgetErased(database),
  };
}
