/** Incoming INVITEs: a call from either server rings, twins share one card, and every leg comes to one end. */
import { isRingingHere, type LegOutcome } from "../../../../shared/model/call.ts";
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import { isOver, liveLegs, withLeg, type CallRecord, type LegRecord } from "../calls/call-record.ts";
import { endCall } from "../calls/end-call.ts";
import { describeNextCall } from "../failover/choose-servers.ts";
import { suspect } from "../registration/proof-of-life.ts";
import type { SipEvent } from "../sip-vocabulary.ts";
import { isUsable } from "../registration/registration.ts";
import { findCrossedRedial, meetCrossing } from "../rescue/crossing.ts";
import { isReturnOfParty, joinLostCall } from "../rescue/lost-party.ts";
import { findCall, findCallOfInvite, note, putCall, type Turn } from "../turn.ts";
import { acceptAcknowledged, acceptAnswerFailure, acceptSentAnswer, answerNextLeg, answerWhenBack } from "./answer.ts";
import { planAnswer } from "./auto-answer.ts";
import { findForward, forwardCall, planForward } from "./forward.ts";
import { createIncomingCall } from "./create-incoming-call.ts";
import { matchLeg, type Match } from "./match-leg.ts";
import { nameQueue } from "./name-queue.ts";
import { busyHere, unavailable } from "./twins.ts";

export type LegEvent = Extract<SipEvent, { type: `leg.${string}` }>;
type Offer = Extract<SipEvent, { type: "leg.offered" }>;

export function decideLegEvent(turn: Turn, event: LegEvent): void {
  if (event.type === "leg.offered") return acceptOffer(turn, event);
  const call = findCallOfInvite(turn, event.inviteId);
  if (call === undefined) return;
  switch (event.type) {
    case "leg.cancelled":
      return endLeg(turn, call, event.inviteId, event.isElsewhere ? "elsewhere" : "cancelled");
    case "leg.accepted":
      return acceptSentAnswer(turn, call, event.inviteId);
    case "leg.acknowledged":
      return acceptAcknowledged(turn, call, event.inviteId);
    case "leg.failed":
      return acceptAnswerFailure(turn, call, event.inviteId, event.why, event.message);
  }
}

function acceptOffer(turn: Turn, offer: Offer): void {
  const policy = turn.state.config?.failover;
  if (policy === undefined || turn.state.isStopping) {
    turn.effects.push({ type: "leg.reject", inviteId: offer.inviteId, code: unavailable });
    return;
  }
  suspectPreferred(turn, offer);
  const arriving = { serverId: offer.serverId, number: offer.remote.number, strongKey: offer.strongKey };
  const match = matchLeg(turn.state.calls, arriving, policy, turn.at);
  const { number } = offer.remote;
  const isAwaited = isReturnOfParty(turn, number);
  const forwardTo = isAwaited ? null : findForward(turn, offer.serverId, turn.state.isDnd || isInCall(turn));
  const rejection = isAwaited ? null : findRejection(turn, policy);
  const isTurnedAway = forwardTo !== null || rejection !== null;
  const isTwin = match.kind === "strong" || (match.kind === "weak" && (!isOver(match.call) || isTurnedAway));
  if (isTwin) return joinTwin(turn, match, offer, policy);
  const redial = findCrossedRedial(turn, number);
  if (redial !== undefined) return meetCrossing(turn, redial, createLeg(turn, offer));
  endEarlierTry(turn, offer);
  const { remote, strongKey } = offer;
  const call = createIncomingCall(turn, createLeg(turn, offer), {
    remote,
    strongKey,
    queue: nameQueue(turn.state, offer.queue),
  });
  if (forwardTo !== null) return forwardCall(turn, putCall(turn, call), offer.inviteId, forwardTo);
  if (rejection === null) {
    note(turn, "info", `call:${call.id}`, `offered by ${offer.serverId}`);
    putCall(turn, planForward(turn, planAnswer(turn, joinLostCall(turn, call), offer.answerAfterS, policy)));
    turn.effects.push({ type: "leg.ring", inviteId: offer.inviteId });
    return;
  }
  turn.effects.push({ type: "leg.reject", inviteId: offer.inviteId, code: busyHere });
  const rejected = withLeg(call, offer.inviteId, { outcome: "rejected", atEnded: turn.at });
  endCall(turn, putCall(turn, rejected), { by: "local", reason: rejection, code: busyHere });
}

/** A caller who comes round again through a server that rang for him before has begun anew: nobody waits on the old card. */
function endEarlierTry(turn: Turn, { serverId, remote }: Offer): void {
  for (const call of turn.state.calls) {
    const isSame = remote.number !== null && call.remote.number === remote.number;
    if (!isSame || !isBetweenServers(call) || call.legs.every((leg) => leg.serverId !== serverId)) continue;
    endCall(turn, call, { by: "remote", reason: "missed", code: null });
  }
}

/** A call that comes in on another server than the one calls should use: is that one still there? */
function suspectPreferred(turn: Turn, offer: Offer): void {
  const { serverId } = describeNextCall(turn.state.registrations, turn.state.preferredServerId);
  if (serverId !== null && serverId !== offer.serverId) suspect(turn, serverId);
}

function findRejection(turn: Turn, policy: FailoverPolicy): "doNotDisturb" | "callWaitingOff" | null {
  if (turn.state.isDnd) return "doNotDisturb";
  return policy.callWaiting === "off" && isInCall(turn) ? "callWaitingOff" : null;
}

function isInCall(turn: Turn): boolean {
  return turn.state.calls.some((call) => !isOver(call) && !isBetweenServers(call));
}

/** An incoming call that no server brings at this moment occupies nobody. */
function isBetweenServers(call: CallRecord): boolean {
  return isRingingHere(call) && liveLegs(call).length === 0;
}

function createLeg(turn: Turn, offer: Pick<Offer, "inviteId" | "serverId" | "strongKey">): LegRecord {
  return {
    inviteId: offer.inviteId,
    serverId: offer.serverId,
    atStarted: turn.at,
    atEnded: null,
    outcome: "ringing",
    strongKey: offer.strongKey,
    atTwinDue: null,
    atGiveUp: null,
  };
}

function joinTwin(turn: Turn, match: Exclude<Match, { kind: "none" }>, offer: Offer, policy: FailoverPolicy): void {
  const { call } = match;
  note(turn, "info", `call:${call.id}`, `the same caller through ${offer.serverId}`);
  if (isOver(call)) {
    // The answer that the caller got holds for every copy of the call.
    const isLookedAfter = call.end?.reason === "answeredElsewhere" || call.end?.reason === "forwarded";
    const isElsewhere = call.atAnswered !== null || isLookedAfter;
    turn.effects.push({ type: "leg.reject", inviteId: offer.inviteId, code: busyHere, isElsewhere });
    return;
  }
  const isRinging = call.state === "ringing";
  // The edge that put its key on this copy has its time to take it back; one known by its number alone has what is left.
  const atGrace = match.kind === "weak" && call.atAnswered !== null ? call.atAnswered : turn.at;
  const atTwinDue = isRinging ? null : atGrace + policy.twinGraceMs;
  const leg: LegRecord = { ...createLeg(turn, offer), atTwinDue };
  const isAlone = isRinging && liveLegs(call).length === 0;
  putCall(turn, {
    ...call,
    legs: [...call.legs, leg],
    serverId: isAlone ? offer.serverId : call.serverId,
    remote: { number: call.remote.number, name: call.remote.name ?? offer.remote.name },
    strongKey: call.strongKey ?? offer.strongKey,
    queue: call.queue ?? nameQueue(turn.state, offer.queue),
    atGapDue: null,
  });
  if (isRinging) turn.effects.push({ type: "leg.ring", inviteId: offer.inviteId });
  const joined = findCall(turn, call.id);
  if (joined !== undefined) answerWhenBack(turn, joined);
}

/** A leg ended without our answer. The call ends with its last leg, unless another server may still bring it. */
export function endLeg(turn: Turn, call: CallRecord, inviteId: LegRecord["inviteId"], outcome: LegOutcome): void {
  if (!liveLegs(call).some((leg) => leg.inviteId === inviteId)) return;
  const ended = withLeg(call, inviteId, { outcome, atEnded: turn.at, atTwinDue: null, atGiveUp: null });
  const { answering } = call;
  const isAnswered = answering.kind !== "no" && answering.kind !== "done" && answering.inviteId === inviteId;
  // Whoever answered elsewhere has the caller: an answer of ours would be a second one.
  const isTaken = ended.legs.some((leg) => leg.outcome === "elsewhere");
  const current = putCall(turn, isAnswered && isTaken ? { ...ended, answering: { kind: "no" } } : ended);
  if (call.direction === "outgoing") return;
  if (call.state !== "ringing" || liveLegs(current).length > 0) {
    followLiveLeg(turn, current);
    if (isAnswered) answerNextLeg(turn, findCall(turn, call.id) ?? current);
    return;
  }
  if (isTaken) {
    endCall(turn, current, { by: "remote", reason: "answeredElsewhere", code: null });
    return;
  }
  const policy = turn.state.config?.failover;
  if (policy !== undefined && mayComeBack(turn, current, policy)) {
    const atLatest = current.atStarted + policy.mergeTotalMs;
    const waiting = putCall(turn, { ...current, atGapDue: Math.min(turn.at + policy.mergeGapMs, atLatest) });
    if (isAnswered) answerNextLeg(turn, waiting);
    return;
  }
  endCall(turn, current, { by: "remote", reason: "missed", code: null });
}

function followLiveLeg(turn: Turn, call: CallRecord): void {
  const [leg] = liveLegs(call);
  if (call.state === "ringing" && leg !== undefined) putCall(turn, { ...call, serverId: leg.serverId });
}

/** Providers ring one server, then the next: worth waiting for while a server is left that has not brought it. */
function mayComeBack(turn: Turn, call: CallRecord, policy: FailoverPolicy): boolean {
  if (call.remote.number === null && call.strongKey === null) return false;
  if (turn.at - call.atStarted >= policy.mergeTotalMs) return false;
  return turn.state.registrations.some(
    (registration) => isUsable(registration) && !call.legs.some((leg) => leg.serverId === registration.serverId),
  );
}
