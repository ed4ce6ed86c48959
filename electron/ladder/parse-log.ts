/** A log of Tandem as SIP messages and the notes between them, in their order; what cannot be read is counted, never dropped. */
import { readMessage, type SipMessage, type UnreadMessage } from "./read-message.ts";

export type LogFile = { readonly name: string; readonly text: string };

export type LoggedMessage = SipMessage & {
  readonly kind: "message";
  /** The clock of the seat's wall as the log writes it, in ms and without a zone: only differences are true. */
  readonly at: number;
  readonly serverId: string;
  readonly isSent: boolean;
};

/** What the phone said of a server or a call between two messages. */
export type LoggedNote = {
  readonly kind: "note";
  readonly at: number;
  /** Such as `server:main`, `sip:main`, `call:4f1c…`. */
  readonly scope: string;
  readonly text: string;
};

export type LogEntry = LoggedMessage | LoggedNote;

export type UnreadLine = { readonly file: string; readonly line: number; readonly why: UnreadMessage };

export type ParsedLog = {
  readonly entries: readonly LogEntry[];
  readonly unread: readonly UnreadLine[];
  /** Lines that begin as Tandem's do. */
  readonly lineCount: number;
  /** Whether any line is of level debug. */
  readonly hasDebug: boolean;
};

const lineForm = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{3}) (debug|info|warn|error) (.*)$/su;
const wireForm = /^engine: sip:([\w-]{1,32}): #\d+ ([<>]) (.*)$/su;
const noteForm = /^engine: ((?:server|sip|call):[^:\s]{1,64}): (.*)$/su;

/** @param hide takes out of a text whatever nobody may read, for a log that somebody else redacted. */
export function parseLog(files: readonly LogFile[], hide: (text: string) => string): ParsedLog {
  const clean = (text: string) => toPlain(hide(text));
  const entries: LogEntry[] = [];
  const unread: UnreadLine[] = [];
  let lineCount = 0;
  let hasDebug = false;
  for (const { name, text } of inOrder(files)) {
    text.split(/\r?\n/u).forEach((line, index) => {
      const read = readLine(line);
      if (read === null) return;
      lineCount += 1;
      hasDebug ||= read.level === "debug";
      const entry = toEntry(read, clean);
      if (typeof entry === "string") unread.push({ file: name, line: index + 1, why: entry });
      else if (entry !== null) entries.push(entry);
    });
  }
  return { entries, unread, lineCount, hasDebug };
}

type Line = { readonly at: number; readonly level: string; readonly text: string };

function readLine(line: string): Line | null {
  const [, year, month, day, hour, minute, second, ms, level = "", text = ""] = lineForm.exec(line) ?? [];
  if (year === undefined) return null;
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, m = 0] = [year, month, day, hour, minute, second, ms].map(Number);
  return { at: Date.UTC(y, mo - 1, d, h, mi, s, m), level, text };
}

function toEntry({ at, level, text }: Line, clean: (text: string) => string): LogEntry | UnreadMessage | null {
  const [, serverId, mark, wire = ""] = wireForm.exec(text) ?? [];
  if (serverId !== undefined) {
    const message = readMessage(wire);
    if (!message.ok) return message.failure;
    return { kind: "message", at, serverId, isSent: mark === ">", ...cleanMessage(message.value, clean) };
  }
  const [, scope = "", note] = noteForm.exec(text) ?? [];
  return note === undefined || level === "debug" ? null : { kind: "note", at, scope, text: clean(note) };
}

function cleanMessage(message: SipMessage, clean: (text: string) => string): SipMessage {
  const { start, callId, cseq, from, to, event } = message;
  return {
    ...message,
    start:
      start.kind === "request" ? { ...start, target: clean(start.target) } : { ...start, reason: clean(start.reason) },
    callId: clean(callId),
    cseq,
    from: clean(from),
    to: clean(to),
    event: event === null ? null : clean(event),
  };
}

/** A log may hold what others wrote: nothing of it moves a terminal's cursor or turns the direction of a line. */
function toPlain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "?");
}

/** The oldest first: the log that was rotated away before the one that took its place. */
function inOrder(files: readonly LogFile[]): readonly LogFile[] {
  const dateOf = ({ text }: LogFile) => /^\d{4}-\d\d-\d\d [\d:.]{12}/mu.exec(text)?.[0] ?? "";
  return files.toSorted((a, b) => (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : 0));
}
