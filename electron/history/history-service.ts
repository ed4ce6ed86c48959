/** What the history's process does with each order of main; it meets damage and a full disk without ever dying of them. */
import type { HistoryAnswer, HistoryAsk, HistoryRules } from "../../shared/contract/history-wire.ts";
import type { RecordsReport } from "../../shared/contract/records-wire.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { HistoryTrouble } from "../../shared/model/call-history.ts";
import type { KnownParty } from "../../shared/model/contact.ts";
import { HistoryPolicy } from "../../shared/model/history-policy.ts";
import type { PastCalls } from "../../shared/model/past-call.ts";
import {
  beginAnew,
  isDamage,
  isFull,
  openInMemory,
  openRecordsFile,
  removeSetAside,
  type RecordsFile,
} from "../records/database-file.ts";
import { exportHistory } from "./export-history.ts";
import { toFileLines } from "./history-lines.ts";
import { historyBook } from "./history-schema.ts";
import { createHistoryStore, type HistoryStore } from "./history-store.ts";
import { readRecentFile } from "./recent-import.ts";

export type HistoryServiceNeeds = {
  readonly folder: string;
  readonly clock: Pick<Clock, "wallNow" | "after">;
  readonly log: Log;
  readonly post: (report: RecordsReport) => void;
  /** Whom a number belongs to now. */
  readonly nameOf: (number: string) => KnownParty | null;
};

export type HistoryService = {
  readonly receive: (ask: HistoryAsk, reply: (answer: HistoryAnswer) => void) => void;
  /** Closes the file. */
  readonly stop: () => void;
};

type AnsweredAtOnce = Exclude<HistoryAsk, { type: "export" }>;

/** What stays no longer than so many days goes within the hour, also where nobody calls. */
const trimEveryMs = 3_600_000;
const dayMs = 86_400_000;

const defaultRules: HistoryRules = { ...HistoryPolicy.parse({}), country: null };

export function startHistoryService({ folder, clock, log, post, nameOf }: HistoryServiceNeeds): HistoryService {
  /** Null until main says them: before that nothing is erased. */
  let rules: HistoryRules | null = null;
  let store = take(openRecordsFile(historyBook, folder, clock.wallNow(), log));
  let trimmed = 0;
  let cancelTrimming = clock.after(trimEveryMs, trim);

  /** Our own words are not understood by a file whose tables are damaged, though SQLite opens it. */
  function take(file: RecordsFile): HistoryStore {
    try {
      const taken = createHistoryStore(file.database, rules ?? defaultRules);
      takeOver(taken, file.trouble);
      post({ type: "opened", trouble: file.trouble });
      return taken;
    } catch (error) {
      if (file.trouble === "unwritable") throw error;
      log.error(`the history could not be read: ${String(error)}`);
      file.database.close();
      return take(file.trouble === null ? anew() : openInMemory(historyBook, error, log));
    }
  }

  function anew(): RecordsFile {
    return beginAnew(historyBook, folder, clock.wallNow(), log);
  }

  /** What could not be kept this time stays where it is until the next start. */
  function takeOver(taken: HistoryStore, trouble: HistoryTrouble | null): void {
    const recent = readRecentFile(folder, log);
    if (recent === null) return;
    try {
      taken.putAll(recent.calls, recent.atSeen);
      if (trouble !== "unwritable") recent.remove();
    } catch (error) {
      log.error(`the calls of recent.json could not be taken over: ${String(error)}`);
    }
  }

  /** Callers are called what a contact calls them now, not what it called them then. */
  function withNames({ calls, hasMore }: PastCalls): PastCalls {
    const named = calls.map((call) => {
      const known = call.remote.number === null ? null : nameOf(call.remote.number);
      return known === null ? call : { ...call, remote: { ...call.remote, known } };
    });
    return { calls: named, hasMore };
  }

  function carryOut(ask: AnsweredAtOnce): HistoryAnswer {
    switch (ask.type) {
      case "rules":
        rules = ask.rules;
        store.follow(ask.rules);
        trimSoon();
        return { type: "done" };
      case "put":
        store.put(ask.call);
        trimSoon();
        return { type: "done" };
      case "find":
        return { type: "found", found: withNames(store.find(ask.text, ask.olderThan, ask.limit)) };
      case "newest":
        return { type: "newest", newest: withNames(store.find("", null, ask.limit)), missed: store.countMissed() };
      case "seen":
        store.markSeen(ask.at);
        return { type: "done" };
      case "erase": {
        const calls = store.erase(ask.number);
        store.forget();
        return { type: "erased", calls };
      }
      default:
        return assertNever(ask);
    }
  }

  function answer(ask: AnsweredAtOnce, isSecondTry = false): HistoryAnswer {
    try {
      return carryOut(ask);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.error(`${ask.type}: ${message}`);
      if (isSecondTry || !isDamage(error)) return { type: "failed", why: isFull(error) ? "full" : "other", message };
    }
    store.close();
    store = take(anew());
    return answer(ask, true);
  }

  function trimSoon(): void {
    cancelTrimming();
    cancelTrimming = clock.after(0, trim);
  }

  /** A little at a time, so that a search never waits for it. */
  function trim(): void {
    if (rules === null) return;
    try {
      const gone = store.trim(clock.wallNow());
      trimmed += gone;
      if (gone > 0) return trimSoon();
      removeSetAside(historyBook, folder, clock.wallNow() - rules.keepDays * dayMs);
      if (trimmed > 0) store.forget();
    } catch (error) {
      log.error(`calls that are not to be kept could not be erased: ${String(error)}`);
    }
    if (trimmed > 0) post({ type: "trimmed" });
    trimmed = 0;
    cancelTrimming = clock.after(trimEveryMs, trim);
  }

  function receive(ask: HistoryAsk, reply: (answer: HistoryAnswer) => void): void {
    if (ask.type !== "export") return reply(answer(ask));
    const lines = toFileLines(ask.format, { at: clock.wallNow(), servers: ask.servers });
    exportHistory(
      () => store,
      ask.path,
      lines,
      clock,
      (trouble) => reply(trouble === null ? { type: "done" } : { type: "failed", why: "other", message: trouble }),
    );
  }

  return {
    receive,
    stop() {
      cancelTrimming();
      store.close();
    },
  };
}
