/** What each message belongs to: a call with all its attempts or legs, a server's registration, a subscription, the probes. */
import type { SectionKind } from "./ladder.ts";
import type { LogEntry, LoggedMessage, LoggedNote } from "./parse-log.ts";

export type MessageGroup = {
  readonly kind: SectionKind;
  /** Tandem's own id of the call, where its notes tell it. */
  readonly tandemCallId: string | null;
  readonly messages: readonly LoggedMessage[];
};

type OpenGroup = MessageGroup & { readonly messages: LoggedMessage[] };

/** How the phone says which call an INVITE belongs to, in its first line about it. */
const bindingForm = /^(?:INVITE to ([\w-]+) on the wire|offered by ([\w-]+)$|the same caller through ([\w-]+)$)/u;

export function groupMessages(entries: readonly LogEntry[]): readonly MessageGroup[] {
  const callOf = bindCalls(entries);
  const messages = entries.filter((entry) => entry.kind === "message");
  const kinds = new Map<string, SectionKind>();
  const attempts = new Map<string, string>();
  for (const message of messages) {
    if (!kinds.has(message.callId)) kinds.set(message.callId, toKind(message));
    if (message.attemptId !== null) attempts.set(message.callId, message.attemptId);
  }
  const groups = new Map<string, OpenGroup>();
  for (const message of messages) {
    const kind = kinds.get(message.callId) ?? "other";
    const tandemCallId = kind === "call" ? (callOf.get(message.callId) ?? null) : null;
    const own = kind === "call" ? (tandemCallId ?? attempts.get(message.callId) ?? message.callId) : message.callId;
    // A registration begins anew with every socket, a probe with every request: the server is what holds them together.
    const key = `${kind} ${kind === "registration" || kind === "probes" ? message.serverId : own}`;
    const group = groups.get(key) ?? { kind, tandemCallId, messages: [] };
    group.messages.push(message);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** @returns Call-ID → the call's id in Tandem's own notes. */
function bindCalls(entries: readonly LogEntry[]): ReadonlyMap<string, string> {
  const bound = new Map<string, string>();
  const waiting: LoggedMessage[] = [];
  for (const entry of entries) {
    if (entry.kind === "message") {
      if (isFirstInvite(entry) && !waiting.some(({ callId }) => callId === entry.callId)) waiting.push(entry);
      continue;
    }
    const binding = readBinding(entry);
    if (binding === null) continue;
    const { serverId, isSent, tandemCallId } = binding;
    const invite = waiting.findLast(
      (one) => one.serverId === serverId && one.isSent === isSent && !bound.has(one.callId),
    );
    if (invite !== undefined) bound.set(invite.callId, tandemCallId);
  }
  return bound;
}

function readBinding({ scope, text }: LoggedNote) {
  const [, dialled, offered, twin] = scope.startsWith("call:") ? (bindingForm.exec(text) ?? []) : [];
  const serverId = dialled ?? offered ?? twin;
  if (serverId === undefined) return null;
  return { serverId, isSent: dialled !== undefined, tandemCallId: scope.slice("call:".length) };
}

export function isFirstInvite({ start, toTag }: LoggedMessage): boolean {
  return start.kind === "request" && start.method === "INVITE" && toTag === null;
}

/** By the first message of a Call-ID; of one whose beginning is missing, the method still tells. */
function toKind({ start, cseq, isSent }: LoggedMessage): SectionKind {
  const isAskedByUs = start.kind === "request" ? isSent : !isSent;
  switch (cseq.method) {
    case "REGISTER":
      return "registration";
    case "SUBSCRIBE":
    case "NOTIFY":
      return "subscription";
    case "OPTIONS":
      return isAskedByUs ? "probes" : "other";
    case "INVITE":
    case "ACK":
    case "BYE":
    case "CANCEL":
    case "PRACK":
    case "UPDATE":
    case "INFO":
    case "REFER":
      return "call";
    default:
      return "other";
  }
}
