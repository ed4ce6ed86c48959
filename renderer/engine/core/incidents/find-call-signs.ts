/** What one decision tells of the calls an outage concerns: carried over, cut off, stranded, rescued, settled. */
import type { CallId, InviteId, ServerId } from "../../../../shared/model/ids.ts";
import { offersRescue } from "../../../../shared/model/offers-rescue.ts";
import type { Phone } from "../../../../shared/model/snapshot.ts";
import { liveAttempt, type AttemptRecord, type CallRecord } from "../calls/call-record.ts";
import { find, type Finding, type Moment } from "./moment.ts";

/** Which outage a call belongs to, if any. */
export type OutageOf = (callId: CallId) => ServerId | undefined;

/** A call that an outage concerns from now on. */
export type Concern = { readonly of: ServerId; readonly call: CallRecord };

export type CallSigns = { readonly findings: readonly Finding[]; readonly concerns: readonly Concern[] };

const serverTrouble: ReadonlySet<string> = new Set(["signallingLost", "serverLost"]);

export function findCallSigns(moment: Moment, outageOf: OutageOf): CallSigns {
  const findings: Finding[] = [];
  const concerns: Concern[] = [];
  for (const call of moment.after.calls) {
    const before = moment.before.calls.find(({ id }) => id === call.id);
    if (before === call) continue;
    const losses = [
      ...findLoss(moment, before, call),
      ...findSilence(moment, before, call),
      ...findCarryOver(moment, before, call),
    ];
    const rescue = findRescue(moment, before, call);
    const [first] = [...losses, ...rescue];
    const of = outageOf(call.id) ?? first?.of;
    if (first !== undefined) concerns.push({ of: first.of, call });
    // The lost call may have outlived the record it was lost in.
    const lost = rescue.length > 0 ? moment.after.calls.find(({ id }) => id === call.rescueOf) : undefined;
    if (lost !== undefined && first !== undefined) concerns.push({ of: first.of, call: lost });
    findings.push(...losses, ...rescue);
    if (of !== undefined) findings.push(...findCourse(moment, of, before, call));
  }
  const isConcerned = (id: CallId) => outageOf(id) ?? concerns.find(({ call }) => call.id === id)?.of;
  return { findings: [...findings, ...findSent(moment, isConcerned)], concerns };
}

/** Whether its story may go on: something is under way, or can still be done about it. */
export function isSettled(call: CallRecord, view: Phone): boolean {
  if (call.state === "dialing" || call.state === "ringing" || call.state === "stranded") return false;
  if (call.state === "active") return call.signalling.kind === "ok";
  const shown = view.calls.find(({ id }) => id === call.id);
  return shown === undefined || offersRescue(shown, view) === null;
}

function findLoss({ at, viewAfter }: Moment, before: CallRecord | undefined, call: CallRecord): Finding[] {
  if (before === undefined) return [];
  const of = call.serverId;
  const seen = { of, at, serverId: of, callId: call.id };
  const signs: Finding[] = [];
  if (before.signalling.kind === "ok" && call.signalling.kind === "lost") {
    signs.push(find({ ...seen, what: "signallingLost" }));
    if (call.state === "active" || call.state === "ringing") signs.push(find({ ...seen, what: "reconnecting" }));
  }
  if (before.state !== "stranded" && call.state === "stranded") signs.push(find({ ...seen, what: "stranded" }));
  if (before.state !== "ended" && call.end !== null && serverTrouble.has(call.end.reason)) {
    signs.push(find({ ...seen, what: "callLost", code: call.end.code }));
  }
  const shown = viewAfter.calls.find(({ id }) => id === call.id);
  const isNews = signs.some(({ what }) => what === "stranded" || what === "callLost");
  if (isNews && shown !== undefined && offersRescue(shown, viewAfter) !== null) {
    signs.push(find({ ...seen, what: "rescueOffered" }));
  }
  return signs;
}

/** A dial wants to move on; it has when the next INVITE leaves. */
function findSilence({ at }: Moment, before: CallRecord | undefined, call: CallRecord): Finding[] {
  const attempt = liveAttempt(call);
  if (call.next === null || attempt === undefined || before?.next?.inviteId === call.next.inviteId) return [];
  const { why, code } = call.next.terms;
  return findFailure({ ...attempt, why, code }, call, at);
}

function findCarryOver({ at }: Moment, before: CallRecord | undefined, call: CallRecord): Finding[] {
  return call.attempts.flatMap((attempt, index): Finding[] => {
    if (attempt.outcome !== "carriedOver" || before?.attempts[index]?.outcome === "carriedOver") return [];
    const of = attempt.serverId;
    const next = call.attempts.slice(index + 1).find((one) => one.why !== "notConnected") ?? call.attempts.at(-1);
    const serverId = next?.serverId ?? call.serverId;
    const isTold = before?.next?.terms.why === attempt.why;
    return [
      ...(isTold ? [] : findFailure(attempt, call, at)),
      find({ of, at, what: "carriedOver", serverId, callId: call.id }),
      find({ of, at, what: "viaServer", serverId, callId: call.id }),
    ];
  });
}

/** An INVITE without an answer, or with a bad one, is a sign of its own; of a lost socket its server tells. */
function findFailure({ serverId, atStarted, why, code }: AttemptRecord, call: CallRecord, at: number): Finding[] {
  const seen = { of: serverId, serverId, callId: call.id };
  if (why === "socketClosed" || why === "serverLost") return [];
  if (why === "notConnected") return [find({ ...seen, at, what: "inviteNotSent" })];
  const what = code === null ? "inviteUnanswered" : "inviteRejected";
  return [find({ ...seen, at: atStarted, what: "invite" }), find({ ...seen, at, what, code })];
}

function findRescue(moment: Moment, before: CallRecord | undefined, call: CallRecord): Finding[] {
  if (call.rescueOf === null || before?.rescueOf === call.rescueOf) return [];
  const lost = moment.before.calls.find(({ id }) => id === call.rescueOf);
  if (lost === undefined) return [];
  const { at } = moment;
  const what = call.direction === "outgoing" ? "rescue" : "joined";
  return [find({ of: lost.serverId, at, what, serverId: call.serverId, callId: lost.id })];
}

/** How a concerned call goes on. */
function findCourse({ at }: Moment, of: ServerId, before: CallRecord | undefined, call: CallRecord): Finding[] {
  const news = { of, at, serverId: call.serverId, callId: call.id };
  const signs: Finding[] = [];
  if (before?.signalling.kind === "lost" && call.signalling.kind === "ok" && call.state === "active") {
    signs.push(find({ ...news, what: "reattached" }));
  }
  if (before?.state === call.state) return signs;
  if (call.state === "ringing" && before !== undefined) signs.push(find({ ...news, what: "ringing" }));
  if (call.state === "active") {
    signs.push(find({ ...news, what: before?.state === "stranded" ? "recovered" : "callAnswered" }));
  }
  const isTold = call.end === null || serverTrouble.has(call.end.reason) || call.end.reason === "rescued";
  if (call.state === "ended" && !isTold) signs.push(find({ ...news, what: "callEnded", code: call.end?.code ?? null }));
  return signs;
}

function findSent({ effects, after, at }: Moment, outageOf: OutageOf): Finding[] {
  return effects.flatMap((effect): Finding[] => {
    if (!("inviteId" in effect)) return [];
    const call = findCallOf(after.calls, effect.inviteId);
    const of = call === undefined ? undefined : outageOf(call.id);
    if (call === undefined || of === undefined) return [];
    const sent = { of, at, serverId: findServerOf(call, effect.inviteId), callId: call.id };
    switch (effect.type) {
      case "attempt.invite":
        return [find({ ...sent, what: "invite" })];
      case "attempt.cancel":
        return [find({ ...sent, what: "cancel" })];
      case "dialog.bye":
        return [find({ ...sent, what: "bye" })];
      case "dialog.refresh":
        return [find({ ...sent, what: "refresh" })];
      default:
        return [];
    }
  });
}

function findCallOf(calls: readonly CallRecord[], inviteId: InviteId): CallRecord | undefined {
  return calls.find(({ attempts, legs }) => [...attempts, ...legs].some((one) => one.inviteId === inviteId));
}

function findServerOf({ attempts, legs, serverId }: CallRecord, inviteId: InviteId): ServerId {
  return [...attempts, ...legs].find((one) => one.inviteId === inviteId)?.serverId ?? serverId;
}
