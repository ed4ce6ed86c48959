/** Which response answers which request (RFC 3261 §17.1.3), and what is amiss with those that find none. */
import type { Mark } from "./ladder.ts";
import type { LoggedMessage } from "./parse-log.ts";

export type Transaction = {
  readonly request: LoggedMessage;
  /** The last one, be it provisional; null: none. */
  readonly answer: { readonly message: LoggedMessage; readonly code: number } | null;
};

export type MatchedMessages = {
  readonly marksOf: (message: LoggedMessage) => readonly Mark[];
  /** In the order of their requests; retransmissions open none. */
  readonly transactions: readonly Transaction[];
  /** @returns the request that a response answers; null where the log does not hold it. */
  readonly requestOf: (response: LoggedMessage) => LoggedMessage | null;
};

export function matchAnswers(messages: readonly LoggedMessage[]): MatchedMessages {
  const marks = new Map<LoggedMessage, Mark[]>();
  const mark = (message: LoggedMessage, one: Mark) => marks.set(message, [...(marks.get(message) ?? []), one]);
  const open = new Map<string, { request: LoggedMessage; answer: Transaction["answer"] }>();
  const answered = new Map<LoggedMessage, LoggedMessage>();
  const seen = new Set<string>();
  for (const message of messages) {
    const { start } = message;
    const key = toKey(message);
    const same = start.kind === "request" ? key : `${key} ${start.code} ${message.toTag ?? ""}`;
    const transaction = open.get(key);
    if (seen.has(same)) mark(message, "again");
    seen.add(same);
    if (start.kind === "request") {
      if (transaction === undefined) open.set(key, { request: message, answer: null });
    } else if (transaction === undefined) {
      mark(message, "noRequest");
    } else {
      answered.set(message, transaction.request);
      // A provisional response that arrives late takes nothing back.
      if ((transaction.answer?.code ?? 0) < 200) transaction.answer = { message, code: start.code };
    }
  }
  const transactions = [...open.values()];
  for (const { request, answer } of transactions) {
    if (request.cseq.method === "ACK") continue;
    if (answer === null) mark(request, "noAnswer");
    else if (answer.code < 200) mark(request, "noFinalAnswer");
  }
  return {
    marksOf: (message) => marks.get(message) ?? [],
    transactions,
    requestOf: (response) => answered.get(response) ?? null,
  };
}

/** The method counts beside the branch: a CANCEL bears that of its INVITE, and so does the ACK of a refusal. */
function toKey({ start, serverId, isSent, branch, callId, cseq }: LoggedMessage): string {
  const isAsked = start.kind === "request" ? isSent : !isSent;
  return [serverId, isAsked ? "own" : "theirs", branch ?? callId, cseq.number, cseq.method].join(" ");
}
