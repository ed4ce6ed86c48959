/** What each event of an outgoing INVITE means for its call (RFC 3261 §13.2; carry-over rules of the design). */
import type { CallEnd } from "../../../../shared/model/call.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import { markOverloaded } from "../registration/phases.ts";
import { isUsable, tryingTimeoutMs } from "../registration/registration.ts";
import type { SipEvent } from "../sip-vocabulary.ts";
import { findCallOfInvite, findRegistration, note, putCall, type Turn } from "../turn.ts";
import {
  isLeftBehind,
  liveAttempt,
  withAttempt,
  type AttemptRecord,
  type CallRecord,
  type NextAttempt,
} from "./call-record.ts";
import { closeAttempt, failNext, giveUpAttempt, moveOn, replaceNext } from "./dial.ts";
import { acceptEarlyMedia } from "./early-media.ts";
import { endCall } from "./end-call.ts";
import { abandonAttempt, callOffNext } from "./next-attempt.ts";
import { isCalleesWord, isServerTrouble, toCallEnd } from "./outcome-of-code.ts";

export type AttemptEvent = Extract<SipEvent, { type: `attempt.${string}` }>;

const noServer: CallEnd = { by: "server", reason: "serverUnavailable", code: null };
/** After an 18x, a lost socket has this long before the call is given up; the policy's default. */
const standardGraceMs = 3_000;
/** RFC 3261 §21.1.5: it says nothing of a phone that rings. */
const sessionProgress = 183;
/** The server left the document while its INVITE was being made, ms. */
const longestTryingMs = 1_000;

/** An event of an attempt that was given up, or of a call that is over, changes nothing. */
export function decideAttemptEvent(turn: Turn, event: AttemptEvent): void {
  const call = findCallOfInvite(turn, event.inviteId);
  const attempt = call === undefined ? undefined : liveAttempt(call);
  if (call === undefined || attempt === undefined || call.state === "ended") return;
  if (call.next?.inviteId === event.inviteId) return decideNextEvent(turn, call, attempt, call.next, event);
  if (attempt.inviteId !== event.inviteId) return;
  switch (event.type) {
    case "attempt.prepared":
      return;
    case "attempt.sent":
      return startTryingTimer(turn, call, attempt);
    case "attempt.challenged":
      putCall(turn, withAttempt(stayIfSilent(turn, call), attempt.inviteId, { atTryingDue: null }));
      return;
    case "attempt.progressed":
      return acceptProgress(turn, call, attempt, event.code);
    case "attempt.earlyMedia":
      return acceptEarlyMedia(turn, call, attempt);
    case "attempt.answered":
      return acceptAnswer(turn, callOffNext(turn, call), attempt);
    case "attempt.rejected":
      return acceptRejection(turn, call, attempt, event);
    case "attempt.failed":
      return acceptFailure(turn, call, attempt, event.why);
  }
}

/** Of the INVITE that is to follow: until it can leave, the one before it stands. */
function decideNextEvent(
  turn: Turn,
  call: CallRecord,
  attempt: AttemptRecord,
  next: NextAttempt,
  event: AttemptEvent,
): void {
  if (event.type !== "attempt.prepared" && event.type !== "attempt.failed") return;
  if (event.type === "attempt.prepared" && canLeave(turn, call, next)) moveOn(turn, call, attempt, next, next.terms);
  else if (event.type === "attempt.failed" && event.why === "media") failNext(turn, call, attempt, next);
  else replaceNext(turn, call, attempt, next);
}

/** Another document may have replaced its server while the offer was made. */
function canLeave(turn: Turn, call: CallRecord, { serverId, inviteId }: NextAttempt): boolean {
  return !isLeftBehind(call, inviteId) && isServerUsable(turn, serverId);
}

/** Silence was the only reason to move on, and it is broken before the next INVITE has left. */
function stayIfSilent(turn: Turn, call: CallRecord): CallRecord {
  return call.next?.terms.why === "noResponse" ? callOffNext(turn, call) : call;
}

/** Per INVITE transaction: the one with credentials starts it again. */
function startTryingTimer(turn: Turn, call: CallRecord, attempt: AttemptRecord): void {
  const registration = findRegistration(turn, attempt.serverId);
  const policy = turn.state.config?.failover;
  const isKnown = registration !== undefined && policy !== undefined;
  const atTryingDue = turn.at + (isKnown ? tryingTimeoutMs(registration, policy) : longestTryingMs);
  if (attempt.atSendDue !== null) {
    const waitedMs = Math.round(turn.at - attempt.atStarted);
    note(turn, "info", `call:${call.id}`, `INVITE to ${attempt.serverId} on the wire after ${waitedMs} ms`);
  }
  putCall(turn, withAttempt(call, attempt.inviteId, { atTryingDue, atSendDue: null }));
}

function acceptProgress(turn: Turn, call: CallRecord, attempt: AttemptRecord, code: number): void {
  const isRinging = code >= 180;
  const staying = isRinging ? callOffNext(turn, call) : stayIfSilent(turn, call);
  const heard = withAttempt(staying, attempt.inviteId, { atTryingDue: null, atSendDue: null });
  const isReattached = hasSocket(turn, call, attempt);
  const reattached: CallRecord = isReattached ? { ...heard, signalling: { kind: "ok" } } : heard;
  if (!isRinging) {
    putCall(turn, reattached);
    return;
  }
  const ringing = withAttempt({ ...reattached, state: "ringing" }, attempt.inviteId, {
    outcome: "ringing",
    hasRung: attempt.hasRung || code !== sessionProgress,
  });
  putCall(turn, isReattached ? ringing : loseSignalling(turn, ringing));
}

/** An old socket may bring a late answer while the server's requests have no new one to come by yet. */
function hasSocket(turn: Turn, call: CallRecord, { serverId, inviteId }: AttemptRecord): boolean {
  return isLeftBehind(call, inviteId) || isServerUsable(turn, serverId);
}

function isServerUsable(turn: Turn, serverId: ServerId): boolean {
  const registration = findRegistration(turn, serverId);
  return registration !== undefined && isUsable(registration);
}

function acceptAnswer(turn: Turn, call: CallRecord, attempt: AttemptRecord): void {
  const answered = closeAttempt(turn, call, attempt, "answered", { why: null, code: 200 });
  if (call.isMuted) turn.effects.push({ type: "dialog.mute", inviteId: attempt.inviteId, on: true });
  putCall(turn, {
    ...answered,
    state: "active",
    atAnswered: turn.at,
    atFirstAnswered: call.atFirstAnswered ?? turn.at,
    untried: [],
    signalling: hasSocket(turn, call, attempt) ? { kind: "ok" } : { kind: "lost", atGiveUp: null, atRefresh: null },
    isMediaFlowing: true,
  });
}

function acceptRejection(
  turn: Turn,
  call: CallRecord,
  attempt: AttemptRecord,
  { code, retryAfterS, cause }: Extract<AttemptEvent, { type: "attempt.rejected" }>,
): void {
  const registration = findRegistration(turn, attempt.serverId);
  const isOfServer = registration !== undefined && !isLeftBehind(call, attempt.inviteId);
  if (code === 503 && isOfServer) markOverloaded(turn, registration, "invite", retryAfterS);
  const end = toCallEnd(code, cause);
  const mayTryAnother = isServerTrouble(code) || (call.isEmergency && !isCalleesWord(code));
  if (mayTryAnother && attempt.outcome === "pending") {
    giveUpAttempt(turn, call, attempt, { why: "serverUnavailable", code, end, isAbandoned: false });
    return;
  }
  endCall(turn, closeAttempt(turn, call, attempt, "failed", { why: "rejected", code }), end);
}

function acceptFailure(turn: Turn, call: CallRecord, attempt: AttemptRecord, why: "notConnected" | "media"): void {
  if (why === "media") {
    const closed = closeAttempt(turn, call, attempt, "failed", { why, code: null });
    endCall(turn, closed, { by: "system", reason: "media", code: null });
    return;
  }
  giveUpAttempt(turn, call, attempt, { why, code: null, end: noServer, isAbandoned: true });
}

/** The server of a dial was lost: before an 18x the dial moves on; after one it waits for the socket, then ends. */
export function loseServerOfAttempt(turn: Turn, call: CallRecord, serverId: ServerId, isSocketClosed: boolean): void {
  const attempt = liveAttempt(call);
  if (attempt === undefined || call.state === "ended") return;
  const { next } = call;
  if (next !== null && next.serverId === serverId && !isLeftBehind(call, next.inviteId)) {
    replaceNext(turn, call, attempt, next);
    return;
  }
  if (attempt.serverId !== serverId) return;
  if (isLeftBehind(call, attempt.inviteId)) return;
  if (attempt.outcome === "pending") {
    const why = isSocketClosed ? "socketClosed" : "serverLost";
    giveUpAttempt(turn, call, attempt, { why, code: null, end: noServer, isAbandoned: true });
    return;
  }
  putCall(turn, loseSignalling(turn, call));
}

function loseSignalling(turn: Turn, call: CallRecord): CallRecord {
  if (call.signalling.kind === "lost") return call;
  const graceMs = turn.state.config?.failover.signallingGraceMs ?? standardGraceMs;
  return { ...call, signalling: { kind: "lost", atGiveUp: turn.at + graceMs, atRefresh: null } };
}

/** No message of a ringing call came over a new socket in time: it ends, and redial is offered, never made. */
export function passTimeOfEarlyDialog(turn: Turn, call: CallRecord): void {
  const attempt = liveAttempt(call);
  const { signalling } = call;
  if (attempt === undefined || signalling.kind !== "lost" || signalling.atGiveUp === null) return;
  if (signalling.atGiveUp > turn.at) return;
  abandonAttempt(turn, attempt.inviteId);
  const closed = closeAttempt(turn, call, attempt, "failed", { why: "serverLost", code: null });
  endCall(turn, closed, { by: "server", reason: "signallingLost", code: null });
}
