/**
 * The book of outages, kept beside the decisions: each server in trouble is watched from its first sign, and the watch
 * becomes an incident when it costs something: new calls go elsewhere, or a call is carried over, cut off or rescued.
 *
 *  calm ─(first sign)─► watched ─(a cost)─► open ─(steady again, calls settled)─► closed
 *    ▲                     └─(steady again)─► forgotten
 */
import type { CallId, ServerId } from "../../../../shared/model/ids.ts";
import { addToIncident, createEmptyIncident } from "../../../../shared/model/fold-incident.ts";
import {
  IncidentId,
  stepOf,
  type Incident,
  type IncidentCall,
  type IncidentChange,
  type IncidentEndWhy,
  type IncidentEntry,
  type IncidentStep,
  type IncidentWhat,
  type ShownSentence,
} from "../../../../shared/model/incident.ts";
import type { EpochMs, Instant } from "../../../../shared/model/time.ts";
import type { CallRecord } from "../calls/call-record.ts";
import { findCallSigns, isSettled, type Concern } from "./find-call-signs.ts";
import { findMoves } from "./find-moves.ts";
import { describeView, findSentence } from "./find-sentence.ts";
import { findServerSigns, isSteady, isTroubled } from "./find-server-signs.ts";
import { toEntry, type Finding, type Moment } from "./moment.ts";

export type Watch = {
  readonly serverId: ServerId;
  readonly atOpened: Instant;
  readonly incident: Incident;
  /** It cost something: everybody hears of it. */
  readonly isOpen: boolean;
  /** New calls go elsewhere because of it. */
  readonly isAway: boolean;
  /** What the window said last. */
  readonly sentence: ShownSentence;
  /** Calls it concerns whose story may go on. */
  readonly unsettled: readonly CallId[];
};

export type IncidentBook = {
  readonly watches: readonly Watch[];
  /** The stamp of the watch that was begun last; each has one of its own, whatever happens to the clock on the wall. */
  readonly lastStamp: number;
};

export const emptyBook: IncidentBook = { watches: [], lastStamp: 0 };

export type BookEntry = { readonly book: IncidentBook; readonly changes: readonly IncidentChange[] };

/** What opens an incident: without one of these, a server's trouble cost this seat nothing. */
const costs: ReadonlySet<IncidentWhat> = new Set<IncidentWhat>([
  "failover",
  "carriedOver",
  "signallingLost",
  "stranded",
  "callLost",
  "rescue",
  "joined",
]);

/** Within one moment: what came in, what it meant, what was done. */
const order: Record<IncidentStep, number> = { answered: 0, seen: 2, decided: 3, sent: 4, shown: 5 };
/** A silence is seen before what it makes of its server. */
const silences: ReadonlySet<IncidentWhat> = new Set(["probeUnanswered", "inviteUnanswered", "inviteRejected"]);

function rankOf({ what }: Finding): number {
  return silences.has(what) ? 1 : order[stepOf(what)];
}

/** Reads one decision. @returns the same book when nothing of it belongs there. */
export function followIncidents(book: IncidentBook, moment: Moment): BookEntry {
  const { before, after, effects } = moment;
  const isNothingNew = before === after && effects.length === 0;
  if (isNothingNew || after.isStopping) return { book, changes: [] };
  if (book.watches.length === 0 && before.calls === after.calls && !after.registrations.some(isTroubled)) {
    return { book, changes: [] };
  }
  const outageOf = (id: CallId) => book.watches.find(({ unsettled }) => unsettled.includes(id))?.serverId;
  const ofCalls = findCallSigns(moment, outageOf);
  const ofServers = after.registrations.flatMap((now) =>
    findServerSigns(
      moment,
      before.registrations.find(({ serverId }) => serverId === now.serverId),
      now,
    ),
  );
  const findings = [...ofServers, ...ofCalls.findings];
  const watches: Watch[] = [];
  const changes: IncidentChange[] = [];
  let { lastStamp } = book;
  const stamp = (wallOpened: EpochMs): number => (lastStamp = Math.max(wallOpened, lastStamp + 1));
  for (const serverId of serversOf(book, moment, findings)) {
    const watch = book.watches.find((one) => one.serverId === serverId);
    const step = followServer(watch, serverId, { moment, findings, concerns: ofCalls.concerns, stamp });
    if (step.watch !== null) watches.push(step.watch);
    changes.push(...step.changes);
  }
  return { book: { watches, lastStamp }, changes };
}

function serversOf(book: IncidentBook, { after }: Moment, findings: readonly Finding[]): ReadonlySet<ServerId> {
  return new Set([
    ...book.watches.map(({ serverId }) => serverId),
    ...after.registrations.filter(isTroubled).map(({ serverId }) => serverId),
    ...findings.filter(({ what }) => costs.has(what)).map(({ of }) => of),
  ]);
}

type News = {
  readonly moment: Moment;
  readonly findings: readonly Finding[];
  readonly concerns: readonly Concern[];
  /** The next watch's own: the wall clock of its first sign, or as many milliseconds later as make it unlike any before. */
  readonly stamp: (wallOpened: EpochMs) => number;
};

function followServer(
  watch: Watch | undefined,
  serverId: ServerId,
  news: News,
): { readonly watch: Watch | null; readonly changes: readonly IncidentChange[] } {
  const { moment, findings, concerns } = news;
  const moves = findMoves(moment, serverId, watch?.isAway ?? false);
  const told = watch?.sentence ?? describeView(moment.viewBefore);
  const said = moment.before === moment.after ? null : findSentence(moment, serverId, told);
  const own = [...findings.filter(({ of }) => of === serverId), ...moves.findings, ...(said === null ? [] : [said])];
  const current = watch ?? beginWatch(news, serverId, told, own);
  const entries = toEntries(own, current, watch === undefined, moment.at);
  const calls = concerns.filter(({ of }) => of === serverId).map(({ call }) => call);
  const isOpen = current.isOpen || entries.some(({ what }) => costs.has(what));
  const concerned = calls.map(toIncidentCall);
  const next: Watch = {
    ...current,
    isOpen,
    isAway: moves.isAway,
    sentence: said?.sentence ?? told,
    incident: addToIncident(current.incident, entries, concerned),
    unsettled: settle(moment, [...current.unsettled, ...calls.map(({ id }) => id)]),
  };
  const why = whyOver(moment, next);
  const changes = describe(current, next, entries, concerned);
  if (why === null) return { watch: next, changes };
  const end = { ms: Math.round(moment.at - next.atOpened), why };
  const { id } = next.incident;
  return { watch: null, changes: isOpen ? [...changes, { kind: "closed", incidentId: id, end }] : [] };
}

function beginWatch(
  { moment, stamp }: News,
  serverId: ServerId,
  sentence: ShownSentence,
  findings: readonly Finding[],
): Watch {
  const { at, wallAt, before, after } = moment;
  const atOpened = Math.min(at, ...findings.map((finding) => finding.at));
  const wallOpened = Math.max(0, Math.round(wallAt - (at - atOpened)));
  const registrations = after.registrations.some((one) => one.serverId === serverId)
    ? after.registrations
    : before.registrations;
  return {
    serverId,
    atOpened,
    isOpen: false,
    isAway: false,
    sentence,
    unsettled: [],
    incident: createEmptyIncident({
      id: IncidentId.parse(`${serverId}-${stamp(wallOpened)}`),
      serverId,
      atOpened: wallOpened,
      servers: registrations.map(({ serverId: id, name }) => ({ id, name })),
    }),
  };
}

/** What lies before the moment belongs to a beginning alone; a story never goes back in time. */
function toEntries(findings: readonly Finding[], watch: Watch, isBeginning: boolean, at: Instant): IncidentEntry[] {
  return findings
    .filter((finding) => isBeginning || finding.at >= at)
    .sort((a, b) => a.at - b.at || rankOf(a) - rankOf(b))
    .map((finding) => toEntry(finding, watch.atOpened));
}

function settle({ after, viewAfter }: Moment, callIds: readonly CallId[]): CallId[] {
  return [...new Set(callIds)].filter((id) => {
    const call = after.calls.find((one) => one.id === id);
    return call !== undefined && !isSettled(call, viewAfter);
  });
}

/** A configuration that drops the server ends its story, unless a call of it is still to be saved. */
function whyOver({ after }: Moment, watch: Watch): IncidentEndWhy | null {
  if (watch.unsettled.length > 0) return null;
  const registration = after.registrations.find(({ serverId }) => serverId === watch.serverId);
  if (registration === undefined) return "configured";
  return isSteady(registration) ? "healed" : null;
}

function describe(
  before: Watch,
  now: Watch,
  entries: readonly IncidentEntry[],
  calls: readonly IncidentCall[],
): IncidentChange[] {
  if (!now.isOpen) return [];
  if (!before.isOpen) return [{ kind: "opened", incident: now.incident }];
  if (entries.length === 0 && calls.length === 0) return [];
  return [{ kind: "noted", incidentId: now.incident.id, entries: [...entries], calls: [...calls] }];
}

function toIncidentCall({ id, direction, remote, rescueOf }: CallRecord): IncidentCall {
  return { callId: id, direction, remote, rescueOf };
}
