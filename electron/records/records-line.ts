/** Main's line to the process of the records: it is started again when it dies, and asked again what it left open. */
import { parseAtDoor } from "../../shared/contract/parse.ts";
import {
  RecordsReport,
  type RecordsAnswer,
  type RecordsAsk,
  type RecordsOrder,
} from "../../shared/contract/records-wire.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { HistoryTrouble } from "../../shared/model/call-history.ts";
import type { CallId } from "../../shared/model/ids.ts";

/** One life of the process. */
export type RecordsProcess = {
  readonly post: (order: RecordsOrder) => void;
  readonly kill: () => void;
};

export type ProcessListener = {
  readonly onReport: (raw: unknown) => void;
  readonly onExit: (code: number) => void;
};

export type RecordsLineNeeds = {
  readonly fork: (listener: ProcessListener) => RecordsProcess;
  readonly clock: Clock;
  readonly log: Log;
};

/** What the process says unasked. */
export type RecordsListener = {
  /** It begins a life, and knows nothing of what the one before was told. */
  readonly onOpened?: (trouble: HistoryTrouble | null) => void;
  /** Calls went by the rules, and with them the last calls of these recordings. */
  readonly onTrimmed?: (recordings: readonly CallId[]) => void;
  readonly onLost?: () => void;
};

export type RecordsLine = {
  readonly listen: (listener: RecordsListener) => void;
  /** Answers once the process has; over its deaths, unless it is this very question that it dies of. */
  readonly ask: (ask: RecordsAsk) => Promise<RecordsAnswer>;
  /** The same for whoever waits: late is never. */
  readonly askInTime: (ask: RecordsAsk) => Promise<RecordsAnswer>;
  /** Lets it finish what it was asked, and close its file. */
  readonly stop: () => Promise<void>;
};

/** A person who searches is told that there is no answer after this long. */
export const answerTimeoutMs = 3_000;
/** Quitting waits this long for calls that are being written. */
export const farewellMs = 2_000;
/** A process that dies again and again is started ever less often. */
const firstRestartMs = 200;
const longestRestartMs = 30_000;
/** What it was asked in this many deaths is asked no more. */
const mostDeaths = 3;

type Open = {
  readonly ask: RecordsAsk;
  readonly settle: (answer: RecordsAnswer) => void;
  deaths: number;
};

const noAnswer: RecordsAnswer = {
  type: "failed",
  why: "other",
  message: "The records do not answer. Try again in a moment; if they still do not, quit Tandem and start it again.",
};

export function createRecordsLine(needs: RecordsLineNeeds): RecordsLine {
  const { fork, clock, log } = needs;
  const listeners: RecordsListener[] = [];
  const open = new Map<number, Open>();
  let lastId = 0;
  let restartMs = firstRestartMs;
  let process: RecordsProcess | null = null;
  let cancelRestart: Cancel = () => undefined;
  let whenQuiet: (() => void) | null = null;
  let whenGone: (() => void) | null = null;

  function start(): void {
    process = fork({ onReport: receive, onExit: bury });
    for (const [id, { ask }] of open) process.post({ type: "ask", id, ask });
  }

  function receive(raw: unknown): void {
    const parsed = parseAtDoor(RecordsReport, raw);
    if (!parsed.ok) return log.warn(`dropped a malformed report of the records: ${parsed.failure}`);
    const report = parsed.value;
    switch (report.type) {
      case "opened":
        for (const { onOpened } of listeners) onOpened?.(report.trouble);
        return;
      case "answer":
        restartMs = firstRestartMs;
        return settle(report.id, report.answer);
      case "trimmed":
        for (const { onTrimmed } of listeners) onTrimmed?.(report.recordings);
        return;
      case "log":
        return log[report.line.level](report.line.text);
      default:
        return assertNever(report);
    }
  }

  function settle(id: number, answer: RecordsAnswer): void {
    open.get(id)?.settle(answer);
    open.delete(id);
    if (open.size === 0) whenQuiet?.();
  }

  function bury(code: number): void {
    process = null;
    whenGone?.();
    if (whenGone !== null) return;
    log.error(`the process of the records ended with ${code}; it is started again in ${restartMs} ms`);
    // It was asked in this order, so the first is what it was at.
    const [first] = open;
    if (first !== undefined) {
      const [id, question] = first;
      question.deaths += 1;
      if (question.deaths >= mostDeaths) settle(id, noAnswer);
    }
    for (const { onLost } of listeners) onLost?.();
    cancelRestart = clock.after(restartMs, start);
    restartMs = Math.min(longestRestartMs, restartMs * 2);
  }

  function ask(question: RecordsAsk): Promise<RecordsAnswer> {
    const { promise, resolve } = Promise.withResolvers<RecordsAnswer>();
    lastId += 1;
    open.set(lastId, { ask: question, settle: resolve, deaths: 0 });
    process?.post({ type: "ask", id: lastId, ask: question });
    return promise;
  }

  start();

  return {
    listen: (listener) => void listeners.push(listener),
    ask,
    askInTime(question) {
      const answer = ask(question);
      const id = lastId;
      const cancel = clock.after(answerTimeoutMs, () => settle(id, noAnswer));
      void answer.then(cancel);
      return answer;
    },
    async stop() {
      const quiet = Promise.withResolvers<void>();
      whenQuiet = quiet.resolve;
      if (open.size === 0) quiet.resolve();
      await inTime(quiet.promise);
      const gone = Promise.withResolvers<void>();
      whenGone = gone.resolve;
      cancelRestart();
      if (process === null) return;
      process.post({ type: "stop" });
      await inTime(gone.promise);
      process?.kill();
    },
  };

  function inTime(work: Promise<void>): Promise<void> {
    const late = Promise.withResolvers<void>();
    const cancel = clock.after(farewellMs / 2, late.resolve);
    return Promise.race([work, late.promise]).finally(cancel);
  }
}
