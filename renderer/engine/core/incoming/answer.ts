/** Answering: the healthiest leg, the 200 on a live socket, and its ACK. */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import type { InviteId } from "../../../../shared/model/ids.ts";
import { isLeftBehind, liveLegs, withLeg, type CallRecord, type LegRecord } from "../calls/call-record.ts";
import { endCall } from "../calls/end-call.ts";
import { suspect } from "../registration/proof-of-life.ts";
import { isReady, isUsable } from "../registration/registration.ts";
import { findCall, findRegistration, note, putCall, type Turn } from "../turn.ts";
import { detachTwin } from "./twins.ts";

/** Opening the microphone and gathering addresses may take this long, ms. */
const sendDeadlineMs = 10_000;
/** How long an answer waits for its lost server to come back and acknowledge it; providers ring 20 s. */
const lostAnswerLimitMs = 20_000;

/** Sends the answer on the healthiest, earliest leg; waits for its server when none is there. */
export function beginAnswer(turn: Turn, call: CallRecord, policy: FailoverPolicy): void {
  const legs = liveLegs(call);
  const connected = legs.filter((leg) => isLegUsable(turn, call, leg, isReady));
  const chosen = connected[0] ?? legs.find((leg) => isLegUsable(turn, call, leg, isUsable));
  if (chosen !== undefined) return sendAnswer(turn, call, chosen);
  const [first] = legs;
  if (first === undefined) return;
  putCall(turn, { ...call, answering: waitForServer(turn, first, policy) });
}

/** As long as the caller may still be there: a leg that was lost with its server has its own limit. */
function waitForServer(turn: Turn, leg: LegRecord, policy: FailoverPolicy): CallRecord["answering"] {
  const atGiveUp = leg.atGiveUp ?? turn.at + policy.ackTimeoutMs;
  return { kind: "waiting", inviteId: leg.inviteId, atGiveUp };
}

/**
 * The leg that was being answered is gone before its 200 was out: the provider moved on, or the caller gave up in the same
 * moment. Who pressed Answer meant the caller, so the answer goes to the leg that rings on, or waits for the next one.
 */
export function answerNextLeg(turn: Turn, call: CallRecord): void {
  const policy = turn.state.config?.failover;
  const { answering } = call;
  if (policy === undefined || answering.kind === "no" || answering.kind === "done") return;
  const { inviteId } = answering;
  if (liveLegs(call).length > 0) return beginAnswer(turn, call, policy);
  const atGiveUp = turn.at + policy.ackTimeoutMs;
  putCall(turn, { ...call, answering: { kind: "waiting", inviteId, atGiveUp } });
}

/** A leg of a server that left rings for as long as its socket stands: the port ends it with that. */
function isLegUsable(turn: Turn, call: CallRecord, leg: LegRecord, test: typeof isUsable): boolean {
  if (isLeftBehind(call, leg.inviteId)) return true;
  const registration = findRegistration(turn, leg.serverId);
  return registration !== undefined && test(registration);
}

function sendAnswer(turn: Turn, call: CallRecord, leg: LegRecord): void {
  const { inviteId } = leg;
  turn.effects.push({ type: "leg.accept", inviteId });
  putCall(turn, {
    ...call,
    serverId: leg.serverId,
    answering: { kind: "sending", inviteId, atGiveUp: turn.at + sendDeadlineMs },
  });
}

export function acceptSentAnswer(turn: Turn, call: CallRecord, inviteId: InviteId): void {
  const policy = turn.state.config?.failover;
  const { answering } = call;
  if (policy === undefined || answering.kind !== "sending" || answering.inviteId !== inviteId) return;
  const answered = withLeg(call, inviteId, { outcome: "answered", atGiveUp: null });
  note(turn, "info", `call:${call.id}`, "ringing → active");
  putCall(turn, {
    ...answered,
    state: "active",
    atAnswered: turn.at,
    atFirstAnswered: call.atFirstAnswered ?? turn.at,
    inviteId,
    isMediaFlowing: true,
    answering: { kind: "unacknowledged", inviteId, atGiveUp: turn.at + policy.ackTimeoutMs },
    legs: answered.legs.map((leg) =>
      leg.outcome === "ringing" ? { ...leg, atTwinDue: turn.at + policy.twinGraceMs } : leg,
    ),
  });
  suspect(turn, call.serverId);
}

export function acceptAcknowledged(turn: Turn, call: CallRecord, inviteId: InviteId): void {
  const { answering } = call;
  if (answering.kind !== "unacknowledged" || answering.inviteId !== inviteId) return;
  putCall(turn, { ...call, answering: { kind: "done" } });
  if (call.isMuted) turn.effects.push({ type: "dialog.mute", inviteId, on: true });
}

/** Without a microphone it rings on, so that it can be answered once there is one; without a socket it waits for it. */
export function acceptAnswerFailure(
  turn: Turn,
  call: CallRecord,
  inviteId: InviteId,
  why: "notConnected" | "media",
  message: string,
): void {
  const { answering } = call;
  const policy = turn.state.config?.failover;
  if (policy === undefined || answering.kind !== "sending" || answering.inviteId !== inviteId) return;
  note(turn, "warn", `call:${call.id}`, `could not answer: ${message}`);
  const leg = liveLegs(call).find((one) => one.inviteId === inviteId);
  const isWaiting = why === "notConnected" && leg !== undefined;
  putCall(turn, { ...call, answering: isWaiting ? waitForServer(turn, leg, policy) : { kind: "no" } });
}

/** A server that was away is ready: an answer that waited for it goes out on the new socket. */
export function answerWhenBack(turn: Turn, call: CallRecord): void {
  const { answering } = call;
  if (answering.kind !== "waiting") return;
  const leg = liveLegs(call).find((one) => isLegUsable(turn, call, one, isReady));
  if (leg !== undefined) sendAnswer(turn, call, leg);
}

export function passTimeOfAnswer(turn: Turn, call: CallRecord): void {
  const { answering } = call;
  if (answering.kind === "no" || answering.kind === "done" || answering.atGiveUp > turn.at) return;
  const { inviteId } = answering;
  if (answering.kind === "unacknowledged") return passTimeOfLostAnswer(turn, call, inviteId);
  if (answering.kind === "waiting" && !isLegOver(turn, call, inviteId)) {
    note(turn, "warn", `call:${call.id}`, "the answer found no server in time");
    putCall(turn, { ...call, answering: { kind: "no" } });
    return;
  }
  turn.effects.push({ type: "leg.reject", inviteId, code: 480 });
  const given = withLeg(call, inviteId, { outcome: "cancelled", atEnded: turn.at });
  const [twin] = liveLegs(given);
  if (twin !== undefined) return sendAnswer(turn, given, twin);
  endCall(turn, given, { by: "server", reason: "serverLost", code: null });
}

/** Nothing was sent yet, so it can be answered anew for as long as it rings, or rings again. */
function isLegOver(turn: Turn, call: CallRecord, inviteId: InviteId): boolean {
  const leg = liveLegs(call).find((one) => one.inviteId === inviteId);
  return leg !== undefined && leg.atGiveUp !== null && leg.atGiveUp <= turn.at;
}

/** No ACK (RFC 3261 §13.3.1.4): the answer may still arrive with the socket; a twin that rings is the caller's other way. */
function passTimeOfLostAnswer(turn: Turn, call: CallRecord, inviteId: InviteId): void {
  const atLimit = (call.atAnswered ?? turn.at) + lostAnswerLimitMs;
  const twins = liveLegs(call);
  if (call.signalling.kind === "lost" && twins.length === 0 && atLimit > turn.at) {
    putCall(turn, { ...call, answering: { kind: "unacknowledged", inviteId, atGiveUp: atLimit } });
    return;
  }
  turn.effects.push({ type: "dialog.bye", inviteId });
  endCall(turn, call, { by: "server", reason: "signallingLost", code: null });
  for (const twin of twins) detachTwin(turn, findCall(turn, call.id) ?? call, twin);
}
