/** What the history's process does with each order of main; it meets damage and a full disk without ever dying of them. */
import { join } from "node:path";
import {
  HistoryOrder,
  type HistoryAnswer,
  type HistoryAsk,
  type HistoryReport,
  type HistoryRules,
} from "../../shared/contract/history-wire.ts";
import { parseAtDoor } from "../../shared/contract/parse.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { HistoryTrouble } from "../../shared/model/call-history.ts";
import { HistoryPolicy } from "../../shared/model/history-policy.ts";
import {
  beginAnew,
  historyFileName,
  isDamage,
  isFull,
  openHistoryFile,
  openInMemory,
  removeSetAside,
  type HistoryFile,
} from "./history-database.ts";
import { exportHistory } from "./export-history.ts";
import { toFileLines } from "./history-lines.ts";
import { createHistoryStore, type HistoryStore } from "./history-store.ts";
import { readRecentFile } from "./recent-import.ts";

export type HistoryServiceNeeds = {
  readonly folder: string;
  readonly clock: Pick<Clock, "wallNow" | "after">;
  readonly post: (report: HistoryReport) => void;
  /** The file is closed; nothing is left to do. */
  readonly leave: () => void;
};

export type HistoryService = { readonly receive: (raw: unknown) => void };

type AnsweredAtOnce = Exclude<HistoryAsk, { type: "export" }>;

/** What stays no longer than so many days goes within the hour, also where nobody calls. */
const trimEveryMs = 3_600_000;
const dayMs = 86_400_000;

const defaultRules: HistoryRules = { ...HistoryPolicy.parse({}), country: null };

export function startHistoryService({ folder, clock, post, leave }: HistoryServiceNeeds): HistoryService {
  const log = logBy(post);
  /** Null until main says them: before that nothing is erased. */
  let rules: HistoryRules | null = null;
  let store = take(openHistoryFile(folder, clock.wallNow(), log));
  let trimmed = 0;
  let cancelTrimming = clock.after(trimEveryMs, trim);

  /** Our own words are not understood by a file whose tables are damaged, though SQLite opens it. */
  function take(file: HistoryFile): HistoryStore {
    try {
      const taken = createHistoryStore(file.database, rules ?? defaultRules);
      takeOver(taken, file.trouble);
      post({ type: "opened", trouble: file.trouble });
      return taken;
    } catch (error) {
      if (file.trouble === "unwritable") throw error;
      log.error(`the history could not be read: ${String(error)}`);
      file.database.close();
      return take(file.trouble === null ? anew() : openInMemory(error, log));
    }
  }

  function anew(): HistoryFile {
    return beginAnew(join(folder, historyFileName), clock.wallNow(), log);
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
        return { type: "found", found: store.find(ask.text, ask.olderThan, ask.limit) };
      case "newest":
        return { type: "newest", newest: store.find("", null, ask.limit), missed: store.countMissed() };
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
      removeSetAside(folder, clock.wallNow() - rules.keepDays * dayMs);
      if (trimmed > 0) store.forget();
    } catch (error) {
      log.error(`calls that are not to be kept could not be erased: ${String(error)}`);
    }
    if (trimmed > 0) post({ type: "trimmed" });
    trimmed = 0;
    cancelTrimming = clock.after(trimEveryMs, trim);
  }

  function receiveAsk(id: number, ask: HistoryAsk): void {
    const reply = (given: HistoryAnswer) => post({ type: "answer", id, answer: given });
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
    receive(raw) {
      const parsed = parseAtDoor(HistoryOrder, raw);
      if (!parsed.ok) return log.warn(`dropped a malformed order: ${parsed.failure}`);
      const order = parsed.value;
      if (order.type === "ask") return receiveAsk(order.id, order.ask);
      cancelTrimming();
      store.close();
      leave();
    },
  };
}

function logBy(post: (report: HistoryReport) => void): Log {
  const at = (level: keyof Log) => (text: string) => post({ type: "log", line: { level, scope: "history", text } });
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
