/** What the incidents of a day must be: complete, each thing in one of them, in order, and closed once it is over. */
import type { PhoneEvent } from "../../shared/contract/event.ts";
import { mostCalls, mostEntries } from "../../shared/model/fold-incident.ts";
import type { Incident, IncidentCounts, IncidentEntry } from "../../shared/model/incident.ts";
import { offersRescue } from "../../shared/model/offers-rescue.ts";
import type { CallRecord } from "../../renderer/engine/core/calls/call-record.ts";
import type { SimulatedDesk } from "./simulated-desk.ts";
import { demand } from "./watch.ts";

export function checkIncidents(desk: SimulatedDesk): void {
  const incidents = desk.incidents();
  for (const incident of incidents) checkOrder(incident, desk.now());
  demand(new Set(incidents.map(({ id }) => id)).size === incidents.length, "every incident has an id of its own");
  const open = incidents.filter(({ end }) => end === null);
  demand(new Set(open.map(({ serverId }) => serverId)).size === open.length, "one open incident per server");
  for (const incident of open) demand(isStillGoingOn(desk, incident), `${incident.id} is closed once all has healed`);
  checkCalls(desk.events, incidents);
  checkMoves(desk, incidents);
}

function checkOrder({ entries, end, calls, id }: Incident, now: number): void {
  demand(entries.length <= mostEntries && calls.length <= mostCalls, "an incident stays small");
  let last = 0;
  for (const { ms, lastMs } of entries) {
    demand(ms >= last && lastMs >= ms, `${id} never goes back in time`);
    last = ms;
  }
  const latest = Math.max(0, ...entries.map(({ lastMs }) => lastMs));
  demand(latest <= (end?.ms ?? now), `${id} ends after all it tells`);
}

function isStillGoingOn(desk: SimulatedDesk, { serverId }: Incident): boolean {
  const { registrations, calls } = desk.state();
  const registration = registrations.find((one) => one.serverId === serverId);
  const isUnsettledHere = calls.some(isUnsettled) || isCallBackOffered(desk);
  if (registration === undefined) return isUnsettledHere;
  const { phase, isOnProbation, overload } = registration;
  return phase.kind !== "ready" || isOnProbation || overload !== null || isUnsettledHere;
}

/** A call that is over and may be called back, or a redial that nobody took: its story may go on. */
function isCallBackOffered(desk: SimulatedDesk): boolean {
  const phone = desk.phone();
  return phone.calls.some((call) => call.state === "ended" && offersRescue(call, phone) !== null);
}

function isUnsettled({ state, signalling, end }: CallRecord): boolean {
  if (state === "ended") return end?.reason === "signallingLost" || end?.reason === "serverLost";
  return state !== "active" || signalling.kind === "lost";
}

/** Counted from the calls as every outlet heard of them, and held against the incidents. */
function checkCalls(events: readonly PhoneEvent[], incidents: readonly Incident[]): void {
  const calls = new Map(events.flatMap((event) => ("call" in event ? [[event.call.id, event.call] as const] : [])));
  const carried = [...calls.values()].flatMap(({ id, attempts }) =>
    attempts.filter(({ outcome }) => outcome === "carriedOver").map(({ serverId }) => ({ id, serverId })),
  );
  const rescues = [...calls.values()].flatMap(({ rescueOf }) => (rescueOf === null ? [] : [rescueOf]));
  demand(total(incidents, "carriedOver") === carried.length, "every carry-over is counted in one incident");
  demand(total(incidents, "rescued") === rescues.length, "every rescue is counted in one incident");
  if (incidents.some(({ entriesOmitted }) => entriesOmitted > 0)) return;
  for (const { id, serverId } of carried) {
    const told = incidents.filter((one) => one.serverId === serverId).flatMap(({ entries }) => entries);
    const times = told.filter(({ what, callId }) => what === "carriedOver" && callId === id).length;
    demand(times === 1, "every carry-over stands in the incident of the server that it left");
  }
  for (const id of rescues) {
    const tellers = incidents.filter(({ entries }) =>
      entries.some(({ what, callId }) => (what === "rescue" || what === "joined") && callId === id),
    );
    demand(tellers.length === 1, "every rescue stands in one incident");
    const [teller] = tellers;
    const isNamed = teller?.calls.some(({ callId }) => callId === id) === true;
    demand(isNamed || (teller?.callsOmitted ?? 0) > 0, "a rescued call is among the calls concerned");
  }
}

function total(incidents: readonly Incident[], counter: keyof IncidentCounts): number {
  return incidents.reduce((sum, { counts }) => sum + counts[counter], 0);
}

type Move = {
  readonly at: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly isForced: boolean;
};

/** Every move of the next call away from a server in trouble, and every one after it until that server has it back. */
function checkMoves(desk: SimulatedDesk, incidents: readonly Incident[]): void {
  const moves = listMoves(desk);
  for (const { at, from } of moves.filter(({ isForced }) => isForced)) {
    const tellers = incidents.filter(
      (one) => one.serverId === from && (one.entriesOmitted > 0 || one.entries.some(isMoveAt(one, at))),
    );
    demand(tellers.length >= 1, `the failover from ${from} at ${at} ms stands in an incident`);
  }
  for (const incident of incidents.filter(({ entriesOmitted }) => entriesOmitted === 0)) {
    const told = incident.entries.filter(isMove);
    const [first] = told;
    if (first === undefined) continue;
    const start = incident.atOpened + first.ms;
    const end = incident.atOpened + (incident.end?.ms ?? Number.POSITIVE_INFINITY);
    let isAway = false;
    for (const { at, to } of moves.filter((move) => move.at >= start - 1 && move.at <= end + 1)) {
      const [entry] = told;
      const isThis = entry !== undefined && entry.serverId === to && isMoveAt(incident, at)(entry);
      demand(isThis || !isAway || at >= end - 1, `${incident.id} tells where calls went at ${at} ms`);
      if (!isThis) continue;
      told.shift();
      demand(!isAway || (entry.what === "failback") === (to === incident.serverId), "a failback is a return");
      isAway = entry.what !== "failback";
    }
    demand(told.length === 0, `${incident.id} tells of no move that was none`);
  }
}

function isMove({ what }: IncidentEntry): boolean {
  return what === "failover" || what === "moved" || what === "failback";
}

function isMoveAt({ atOpened }: Incident, at: number): (entry: IncidentEntry) => boolean {
  return (entry) => isMove(entry) && Math.abs(atOpened + entry.ms - at) <= 1;
}

function listMoves({ events, decided }: SimulatedDesk): Move[] {
  const commands = new Set(decided.flatMap(({ at, effect }) => (effect.type === "reply" ? [Math.round(at)] : [])));
  const troubled = new Map<string, boolean>();
  const moves: Move[] = [];
  let from: string | null = null;
  for (const event of events) {
    if (event.type === "servers.changed") troubled.clear();
    if ("server" in event) {
      const { id, state, overloaded } = event.server;
      troubled.set(id, overloaded || state === "doubtful" || state === "lost" || state === "refused");
    }
    if (event.type !== "nextCall.changed" || event.nextCall.serverId === from) continue;
    const to: string | null = event.nextCall.serverId;
    const isForced = from !== null && troubled.get(from) === true && !commands.has(event.at);
    moves.push({ at: event.at, from, to, isForced });
    from = to;
  }
  return moves;
}
