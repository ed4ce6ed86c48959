/** The headline of a section: with whom it is, and what came of it. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import { isFirstInvite, type MessageGroup } from "./group-messages.ts";
import type { MatchedMessages, Transaction } from "./match-answers.ts";
import type { LoggedMessage } from "./parse-log.ts";

export function toTitle({ kind, messages }: MessageGroup): string {
  const first = messages.find(isFirstInvite) ?? messages[0];
  if (first === undefined) return "";
  const remote = toRemote(first);
  switch (kind) {
    case "call":
      if (!isFirstInvite(first)) return `Call with ${remote}`;
      return first.isSent ? `Call to ${remote}` : `Call from ${remote}`;
    case "registration":
      return `Registration of ${first.to} at ${first.serverId}`;
    case "subscription": {
      const event = messages.find((one) => one.event !== null)?.event ?? "";
      return `Subscription to ${remote} at ${first.serverId}${event === "" ? "" : ` (${event})`}`;
    }
    case "probes":
      return `Probes of ${first.serverId}`;
    case "other":
      return `${first.cseq.method} with ${remote} at ${first.serverId}`;
    default:
      return assertNever(kind);
  }
}

/** Whoever is not the seat. */
export function toRemote({ start, isSent, from, to }: LoggedMessage): string {
  return isSent === (start.kind === "request") ? to : from;
}

export function toOutcome({ kind, messages }: MessageGroup, { transactions, requestOf }: MatchedMessages): string {
  const own = new Set(messages);
  const mine = transactions.filter(({ request }) => own.has(request));
  if (kind === "call") return toCallOutcome(messages, mine, requestOf);
  const last = mine.filter(isSettled).at(-1)?.answer?.message ?? null;
  return last === null || kind === "probes" ? "" : `at last ${toStatus(last)}`;
}

function toCallOutcome(
  messages: readonly LoggedMessage[],
  transactions: readonly Transaction[],
  requestOf: MatchedMessages["requestOf"],
): string {
  const first = messages.find(isFirstInvite);
  if (first === undefined) return "its INVITE is not in this log";
  const ok = messages.find((message) => {
    const request = requestOf(message);
    return request !== null && isFirstInvite(request) && isStatus(message, 200, 299);
  });
  if (ok !== undefined) {
    const bye = messages.find(({ start, at }) => start.kind === "request" && start.method === "BYE" && at >= ok.at);
    const end =
      bye === undefined ? "" : `, ended by ${bye.isSent ? "the seat" : bye.serverId} ${toSpan(bye.at - ok.at)} later`;
    return `answered through ${ok.serverId} after ${toSpan(ok.at - first.at)}${end}`;
  }
  const last = transactions.filter((one) => isFirstInvite(one.request) && isSettled(one)).at(-1)?.answer?.message;
  return last === undefined ? "never answered" : `not answered: ${toStatus(last)} after ${toSpan(last.at - first.at)}`;
}

/** A challenge is no end: the request comes again with credentials. */
function isSettled({ answer }: Transaction): boolean {
  return answer !== null && answer.code >= 200 && answer.code !== 401 && answer.code !== 407;
}

function isStatus({ start }: LoggedMessage, least: number, most: number): boolean {
  return start.kind === "response" && start.code >= least && start.code <= most;
}

function toStatus({ start }: LoggedMessage): string {
  return start.kind === "response" ? `${start.code} ${start.reason}`.trimEnd() : "";
}

function toSpan(ms: number): string {
  return Math.abs(ms) < 10_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
