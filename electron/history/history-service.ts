/** What the history's process does with each order of main; it meets damage and a full disk without ever dying of them. */
import type { HistoryAnswer, HistoryAsk, HistoryRules } from "../../shared/contract/history-wire.ts";
import type { RecordsReport } from "../../shared/contract/records-wire.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { HistoryTrouble } from "../../shared/model/call-history.ts";
import type { CallId } from "../../shared/model/ids.ts";
import type { KnownParty } from "../../shared/model/contact.ts";
import { HistoryPolicy } from "../../shared/model/history-policy.ts";
import type { PastCall, PastCalls } from "../../shared/model/past-call.ts";
import { dayMs } from "../../shared/model/time.ts";
import { removeSetAside } from "../records/database-file.ts";
import { holdRecords } from "../records/held-records.ts";
import { exportHistory } from "./export-history.ts";
import { toFileLines, type FileLines } from "./history-lines.ts";
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
  /** Keys of the numbers of those who are called like a text now. */
  readonly numbersOf: (text: string) => readonly string[];
};

export type HistoryService = {
  readonly receive: (ask: HistoryAsk, reply: (answer: HistoryAnswer) => void) => void;
  /** @throws where the file cannot be removed. */
  readonly eraseAll: () => void;
  /** Closes the file. */
  readonly stop: () => void;
};

type AnsweredAtOnce = Exclude<HistoryAsk, { type: "export" }>;

/** What stays no longer than so many days goes within the hour, also where nobody calls. */
const trimEveryMs = 3_600_000;

const defaultRules: HistoryRules = { ...HistoryPolicy.parse({}), country: null };

export function startHistoryService(needs: HistoryServiceNeeds): HistoryService {
  const { folder, clock, log, post, nameOf, numbersOf } = needs;
  /** Null until main says them: before that nothing is erased. */
  let rules: HistoryRules | null = null;
  const records = holdRecords({
    book: historyBook,
    called: "history",
    folder,
    clock,
    log,
    take({ database, trouble }) {
      const store = createHistoryStore(database, rules ?? defaultRules);
      takeOver(store, trouble);
      post({ type: "opened", trouble });
      return store;
    },
  });
  let trimmed = 0;
  /** Of which no call is left. */
  let orphaned: CallId[] = [];
  let cancelTrimming = clock.after(trimEveryMs, trim);

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
  function withName(call: PastCall): PastCall {
    const known = call.remote.number === null ? null : nameOf(call.remote.number);
    return known === null ? call : { ...call, remote: { ...call.remote, known } };
  }

  const withNames = ({ calls, hasMore }: PastCalls): PastCalls => ({ calls: calls.map(withName), hasMore });

  function carryOut(ask: AnsweredAtOnce): HistoryAnswer {
    const store = records.now();
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
      case "revise":
        store.revise(ask.call);
        return { type: "done" };
      case "find":
        return { type: "found", found: withNames(store.find(ask.text, ask.olderThan, ask.limit, numbersOf(ask.text))) };
      case "newest":
        return { type: "newest", newest: withNames(store.find("", null, ask.limit)), missed: store.countMissed() };
      case "seen":
        store.markSeen(ask.at);
        return { type: "done" };
      case "erase": {
        const { calls, recordings } = store.erase(ask.number);
        store.forget();
        return { type: "erased", calls, recordings: [...recordings] };
      }
      case "unrecorded":
        store.forgetRecordings(ask.recordings);
        return { type: "done" };
      default:
        return assertNever(ask);
    }
  }

  function answer(ask: AnsweredAtOnce): HistoryAnswer {
    return records.attempt(ask.type, () => carryOut(ask));
  }

  function trimSoon(): void {
    cancelTrimming();
    cancelTrimming = clock.after(0, trim);
  }

  /** A little at a time, so that a search never waits for it. */
  function trim(): void {
    if (rules === null) return;
    try {
      const store = records.now();
      const gone = store.trim(clock.wallNow());
      trimmed += gone.calls;
      orphaned.push(...gone.recordings);
      if (gone.calls > 0) return trimSoon();
      removeSetAside(historyBook, folder, clock.wallNow() - rules.keepDays * dayMs);
      if (trimmed > 0) store.forget();
    } catch (error) {
      log.error(`calls that are not to be kept could not be erased: ${String(error)}`);
    }
    if (trimmed > 0) post({ type: "trimmed", recordings: orphaned });
    trimmed = 0;
    orphaned = [];
    cancelTrimming = clock.after(trimEveryMs, trim);
  }

  function receive(ask: HistoryAsk, reply: (answer: HistoryAnswer) => void): void {
    if (ask.type !== "export") return reply(answer(ask));
    const lines = toFileLines(ask.format, { at: clock.wallNow(), servers: ask.servers });
    const toLine: FileLines["toLine"] = (call, isFirst) => lines.toLine(withName(call), isFirst);
    exportHistory(records.now, ask.path, { ...lines, toLine }, clock, (trouble) =>
      reply(trouble === null ? { type: "done" } : { type: "failed", why: "other", message: trouble }),
    );
  }

  return {
    receive,
    eraseAll() {
      trimmed = 0;
      orphaned = [];
      records.eraseAll();
    },
    stop() {
      cancelTrimming();
      records.close();
    },
  };
}
