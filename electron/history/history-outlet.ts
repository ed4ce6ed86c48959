/** The outlet of the history: keeps each call that ended, shows windows the newest, counts what was missed, and answers searches. */
import type { CommandReply } from "../../shared/contract/command.ts";
import type { HostEvent } from "../../shared/contract/event.ts";
import type { HistoryRules } from "../../shared/contract/history-wire.ts";
import type { UiMessage } from "../../shared/contract/wire.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import { unopenedHistory, type CallHistory } from "../../shared/model/call-history.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { CallId } from "../../shared/model/ids.ts";
import { toPastCall, type PastCall, type PastCalls } from "../../shared/model/past-call.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import type { ExportFormat } from "./history-lines.ts";
import { saveWhereAsked } from "../files/save-where-asked.ts";
import type { RecordsLine } from "../records/records-line.ts";

export type HistoryOutletNeeds = {
  readonly line: RecordsLine;
  readonly clock: Clock;
  readonly publish: (event: HostEvent) => void;
  /** To every window that listens. */
  readonly show: (message: UiMessage) => void;
  /** The operator's answer to the proposed name; null: they would rather not. */
  readonly askWhere: (name: string) => Promise<string | null>;
  /** No call of theirs is kept any more, so their files go too. */
  readonly eraseRecordings: (recordings: readonly CallId[]) => void;
  /** A person erased every call with this number: nothing else names it either. */
  readonly forgetNumber: (number: string) => void;
};

export type HistoryOutlet = Outlet & {
  /** What a window that opens now must hear. */
  readonly message: () => UiMessage;
  /** The document in force decides what is kept; as long as there is none, nothing is erased. */
  readonly configure: (document: Pick<PolicyDocument, "history" | "recording" | "dialing"> | null) => void;
  /** The operator looked: what was missed is no news any more. */
  readonly markSeen: () => void;
  readonly find: (text: string, olderThan: CallId | null) => Promise<CommandReply>;
  readonly erase: (number: string) => Promise<CommandReply>;
  readonly export: (format: ExportFormat) => Promise<CommandReply>;
  /** A call that Tandem was in when it died; told at the next start. */
  readonly addLate: (call: PastCall) => void;
  /** Files of these recordings are no more. */
  readonly forgetRecordings: (recordings: readonly CallId[]) => Promise<void>;
  /** Whoever used this computer leaves it: nothing of before is kept, shown or told. */
  readonly forgetAll: () => Promise<void>;
  /** Contacts have changed, and with them what callers are called. */
  readonly refresh: () => void;
};

/** What windows hold without asking. */
export const newestCount = 50;
/** One step of a search, a few screens long. */
export const foundAtOnce = 50;
/** A call that found the disk full is tried again, ms. */
const tryAgainMs = 30_000;

export function createHistoryOutlet(needs: HistoryOutletNeeds): HistoryOutlet {
  const { line, clock, publish, show, askWhere, eraseRecordings } = needs;
  let newest: PastCalls = { calls: [], hasMore: false };
  /** Ended, and not yet known to be kept. */
  const unkept = new Map<CallId, PastCall>();
  /** Kept otherwise than they are now. */
  const unrevised = new Map<CallId, PastCall>();
  let history: CallHistory = unopenedHistory;
  let rules: HistoryRules | null = null;
  let servers: Readonly<Record<string, string>> = {};
  let atSeen = 0;
  let missed = 0;

  line.listen({
    onOpened(trouble) {
      tell({ state: "ready", trouble });
      sendRules();
      void refresh();
    },
    onTrimmed(orphaned) {
      eraseRecordings(orphaned);
      void refresh();
    },
    onLost: () => tell({ state: "lost" }),
  });

  /** Each life of the process begins without them. */
  function sendRules(): void {
    if (rules !== null) void line.ask({ type: "rules", rules });
  }

  const message = (): UiMessage => ({ type: "recent", ...newest });

  function tell(change: Partial<CallHistory>): void {
    const next = { ...history, ...change };
    if (isSameValue(history, next)) return;
    history = next;
    publish({ type: "history.changed", at: clock.wallNow(), history });
  }

  function tellMissed(count: number): void {
    if (count === missed) return;
    missed = count;
    publish({ type: "missed.changed", at: clock.wallNow(), missed });
  }

  /** What is not kept yet stands before what is. */
  async function refresh(): Promise<void> {
    const seenBefore = atSeen;
    const answer = await line.ask({ type: "newest", limit: newestCount });
    if (answer.type !== "newest") return;
    const waiting = [...unkept.values()];
    const kept = answer.newest.calls.filter(({ id }) => !unkept.has(id));
    newest = toNewest([...waiting.toReversed(), ...kept], answer.newest.hasMore);
    show(message());
    if (atSeen === seenBefore) tellMissed(answer.missed + waiting.filter(isNewlyMissed).length);
  }

  function take(call: PastCall): void {
    unkept.set(call.id, call);
    newest = toNewest([call, ...newest.calls.filter(({ id }) => id !== call.id)], newest.hasMore);
    show(message());
    if (isNewlyMissed(call)) tellMissed(missed + 1);
    void keep(call.id);
  }

  const isNewlyMissed = ({ end, atEnded }: PastCall) => end.reason === "missed" && atEnded > atSeen;

  async function keep(id: CallId): Promise<void> {
    const call = unkept.get(id);
    if (call === undefined) return;
    const answer = await line.ask({ type: "put", call });
    if (answer.type === "failed") return tryAgain(answer.why, () => void keep(id));
    if (unkept.get(id) !== call) return keep(id);
    unkept.delete(id);
    tellRoom();
  }

  /** Said of a call after its end: a call that is not kept yet is kept with it, and one that was erased stays erased. */
  async function revise(id: CallId): Promise<void> {
    const call = unrevised.get(id);
    if (call === undefined) return;
    const answer = await line.ask({ type: "revise", call });
    if (answer.type === "failed") return tryAgain(answer.why, () => void revise(id));
    if (unrevised.get(id) !== call) return;
    unrevised.delete(id);
    tellRoom();
    // What was read before it may have come after it.
    replaceShown(call);
  }

  function tellRoom(): void {
    if (history.trouble === "full" && unkept.size === 0 && unrevised.size === 0) tell({ trouble: null });
  }

  /** @returns whether it is shown, and was otherwise. */
  function replaceShown(call: PastCall): boolean {
    const shown = newest.calls.find(({ id }) => id === call.id);
    if (shown === undefined || isSameValue(shown, call)) return false;
    newest = { ...newest, calls: newest.calls.map((one) => (one === shown ? call : one)) };
    show(message());
    return true;
  }

  function tryAgain(why: "full" | "other", again: () => void): void {
    tell({ trouble: why === "full" ? "full" : "unwritable" });
    clock.after(tryAgainMs, again);
  }

  /** Erased meanwhile, or too long ago for the newest: neither comes back. */
  function takeChange(call: PastCall): void {
    if (!replaceShown(call)) return;
    if (unkept.has(call.id)) {
      unkept.set(call.id, call);
      return;
    }
    unrevised.set(call.id, call);
    void revise(call.id);
  }

  return {
    name: "history",
    receive(event, snapshot) {
      servers = Object.fromEntries(snapshot.servers.map(({ id, name }) => [id, name]));
      if (event.type !== "call.ended" && event.type !== "call.updated") return;
      const call = toPastCall(event.call);
      if (call === null) return;
      if (event.type === "call.updated") return takeChange(call);
      take(call);
    },
    stop: () => undefined,
    message,
    configure(document) {
      if (document === null) return;
      const { operatorMayErase, operatorMayExport, ...kept } = document.history;
      rules = { ...kept, country: document.dialing.country ?? null };
      tell({ mayErase: operatorMayErase, mayExport: operatorMayExport, recordings: toOpenable(document.recording) });
      sendRules();
    },
    refresh: () => void refresh(),
    async forgetAll() {
      unkept.clear();
      unrevised.clear();
      newest = { calls: [], hasMore: false };
      show(message());
      await refresh();
    },
    addLate: take,
    async forgetRecordings(recordings) {
      await line.ask({ type: "unrecorded", recordings: [...recordings] });
      for (const waiting of [unkept, unrevised]) {
        for (const [id, call] of waiting) {
          if (call.recording !== null && recordings.includes(call.recording))
            waiting.set(id, { ...call, recording: null });
        }
      }
      await refresh();
    },
    markSeen() {
      if (missed === 0) return;
      atSeen = clock.wallNow();
      tellMissed(0);
      void line.ask({ type: "seen", at: atSeen });
    },
    async find(text, olderThan) {
      const answer = await line.askInTime({ type: "find", text, olderThan, limit: foundAtOnce });
      return answer.type === "found" ? { ok: true, found: answer.found } : noHistory;
    },
    async erase(number) {
      if (!history.mayErase) return { ok: false, failure: mayNot("erased") };
      const answer = await line.askInTime({ type: "erase", number });
      if (answer.type !== "erased") return noHistory;
      for (const { id, remote, recording } of unkept.values()) {
        if (remote.number !== number) continue;
        unkept.delete(id);
        if (recording !== null) eraseRecordings([recording]);
      }
      eraseRecordings(answer.recordings);
      needs.forgetNumber(number);
      await refresh();
      return { ok: true, erased: answer.calls };
    },
    async export(format) {
      if (!history.mayExport) return { ok: false, failure: mayNot("saved as a file") };
      return saveWhereAsked({
        what: "calls",
        extension: format,
        at: clock.wallNow(),
        askWhere,
        async write(path) {
          const answer = await line.ask({ type: "export", path, format, servers });
          return answer.type === "failed" ? answer.message : null;
        },
      });
    },
  };
}

function toNewest(calls: readonly PastCall[], hasMore: boolean): PastCalls {
  return { calls: calls.slice(0, newestCount), hasMore: hasMore || calls.length > newestCount };
}

function mayNot(what: string) {
  return { kind: "notAllowed", message: `Your administrator's rules do not allow calls to be ${what} here.` } as const;
}

const noHistory: CommandReply = {
  ok: false,
  failure: {
    kind: "noHistory",
    message: "The call history does not answer. Calls work as before; try again in a moment.",
  },
};

/** Where nothing is recorded any more, what was recorded may still be found. */
function toOpenable({ operatorMayOpen, encryptTo }: PolicyDocument["recording"]): CallHistory["recordings"] {
  if (!operatorMayOpen) return "hidden";
  return encryptTo === undefined ? "playable" : "shown";
}
