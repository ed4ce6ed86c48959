/** From a parsed log to a ladder: sections in the order of what people ask about first, rows with their times and marks. */
import { succeed, fail, type Result } from "../../shared/lib/result.ts";
import { countProbes } from "./count-probes.ts";
import { toOutcome, toRemote, toTitle } from "./describe-section.ts";
import { fitText } from "./fit-text.ts";
import { groupMessages, isFirstInvite, type MessageGroup } from "./group-messages.ts";
import { sectionKinds, type Ladder, type LadderRow, type Section } from "./ladder.ts";
import { matchAnswers, type MatchedMessages } from "./match-answers.ts";
import type { LogEntry, LoggedMessage, LoggedNote } from "./parse-log.ts";

export type LadderWish = {
  /** Part of a Call-ID, of Tandem's own id of a call, or of a number; null: everything. */
  readonly call: string | null;
  /** Every probe as a row, instead of their count. */
  readonly probes: boolean;
};

/** @returns the calls there are, when none fits. */
export function buildLadder(
  entries: readonly LogEntry[],
  wish: LadderWish,
): Result<Ladder, { readonly calls: readonly string[] }> {
  const messages = entries.filter((entry) => entry.kind === "message");
  const matched = matchAnswers(messages);
  const known = groupMessages(entries);
  const groups = [...known, ...groupSilentCalls(entries, known)];
  const calls = groups.filter(({ kind }) => kind === "call");
  const { call } = wish;
  const wanted = call === null ? groups : calls.filter((group) => isMeant(group, call));
  if (call !== null && wanted.length === 0) return fail({ calls: calls.map(toHeadline) });
  const shown = wanted.filter(({ kind }) => wish.probes || kind !== "probes");
  return succeed({
    servers: listServers(entries),
    sections: sectionKinds.flatMap((kind) =>
      shown.filter((group) => group.kind === kind).map((group) => toSection(group, entries, matched)),
    ),
    probes: wish.probes
      ? []
      : wanted.filter(({ kind }) => kind === "probes").map((group) => countProbes(group, matched)),
    messageCount: messages.length,
    from: entries[0]?.at ?? 0,
    to: entries.at(-1)?.at ?? 0,
  });
}

/** Calls that the phone tells of, and of which no INVITE is here: none was sent, or the log begins later. */
function groupSilentCalls(entries: readonly LogEntry[], known: readonly MessageGroup[]): readonly MessageGroup[] {
  const bound = new Set(known.map(({ tandemCallId }) => tandemCallId));
  const told = entries.flatMap((entry) =>
    entry.kind === "note" && entry.scope.startsWith("call:") ? [entry.scope.slice("call:".length)] : [],
  );
  return [...new Set(told)]
    .filter((id) => !bound.has(id))
    .map((tandemCallId) => ({ kind: "call", tandemCallId, messages: [] }));
}

function isMeant({ tandemCallId, messages }: MessageGroup, part: string): boolean {
  const wanted = part.toLowerCase();
  const digits = part.replace(/[\s().-]/gu, "");
  const ids = [tandemCallId ?? "", ...messages.flatMap(({ callId, attemptId }) => [callId, attemptId ?? ""])];
  const numbers = messages.map(toRemote);
  return (
    ids.some((id) => id.toLowerCase().includes(wanted)) ||
    (digits !== "" && numbers.some((number) => number.replace(/[\s().-]/gu, "").includes(digits)))
  );
}

function toHeadline(group: MessageGroup): string {
  const { messages, tandemCallId } = group;
  return messages.length === 0
    ? `call ${tandemCallId ?? ""}`
    : `${toTitle(group)}, Call-ID ${messages[0]?.callId ?? ""}`;
}

function listServers(entries: readonly LogEntry[]): readonly string[] {
  const named = entries.flatMap((entry) => {
    if (entry.kind === "message") return [entry.serverId];
    return entry.scope.startsWith("server:") ? [entry.scope.slice("server:".length)] : [];
  });
  return [...new Set(named)];
}

function toSection(group: MessageGroup, entries: readonly LogEntry[], matched: MatchedMessages): Section {
  const { kind, messages, tandemCallId } = group;
  const own = new Set<LogEntry>(messages);
  const isNear = toNearness(group);
  const all = entries.filter((entry) => own.has(entry) || (entry.kind === "note" && isNear(entry)));
  const title = messages.length === 0 ? `Call ${shorten(tandemCallId ?? "")}` : toTitle(group);
  const outcome = messages.length === 0 ? "it has no message in this log" : toOutcome(group, matched);
  const rows = all.map((entry, index) => toRow(entry, all[index - 1] ?? null, matched));
  return { kind, title, outcome, callIds: listCallIds(group), rows };
}

function listCallIds({ kind, messages }: MessageGroup): readonly string[] {
  if (kind === "registration" || kind === "probes") return [];
  return [...new Set(messages.map(({ callId, serverId }) => `${callId} (${serverId})`))];
}

/** Which notes explain a section: what its own call says, and what becomes of its servers meanwhile. */
function toNearness({ kind, messages, tandemCallId }: MessageGroup): (note: LoggedNote) => boolean {
  const servers = new Set(messages.map(({ serverId }) => serverId));
  const [from = 0, to = 0] = [messages[0]?.at, messages.at(-1)?.at];
  const isOfServer = ({ scope, text }: LoggedNote, known: RegExp) =>
    [...servers].some((id) => scope === `server:${id}` || (scope === `sip:${id}` && known.test(text)));
  switch (kind) {
    case "registration":
      return (note) => isOfServer(note, /^(?:Socket|REGISTER) /u);
    case "call":
      return (note) =>
        note.scope === `call:${tandemCallId ?? ""}` ||
        (note.at >= from && note.at <= to && isOfServer(note, /^Socket /u));
    default:
      return () => false;
  }
}

function toRow(entry: LogEntry, before: LogEntry | null, matched: MatchedMessages): LadderRow {
  const times = { at: entry.at, sinceMs: before === null ? null : entry.at - before.at };
  if (entry.kind === "note") return { kind: "note", ...times, text: `${toSpoken(entry.scope)}: ${entry.text}` };
  const { serverId, isSent, cseq, callId } = entry;
  return {
    kind: "arrow",
    ...times,
    serverId,
    isSent,
    label: toLabel(entry),
    cseq: `${cseq.number} ${cseq.method}`,
    callId: shorten(callId),
    marks: matched.marksOf(entry),
  };
}

function toSpoken(scope: string): string {
  return scope.startsWith("call:") ? "call" : scope.slice(scope.indexOf(":") + 1);
}

/** The number stands where the seat dials it; other requests go to a Contact, which says nothing to anybody. */
function toLabel(message: LoggedMessage): string {
  const { start, isSent } = message;
  if (start.kind === "response") return `${start.code} ${start.reason}`.trimEnd();
  const isDial = isSent && (isFirstInvite(message) || start.method === "SUBSCRIBE");
  return isDial ? `${start.method} ${start.target}` : start.method;
}

/** Enough to tell two apart, and to be given to `--call`. */
function shorten(id: string): string {
  return fitText(id, 10, "");
}
