/** A dial and its attempts: one server after another until one rings, never two at once, never after ringing was seen. */
import type { AttemptOutcome, AttemptWhy, CallEnd } from "../../../../shared/model/call.ts";
import { CallId, type ServerId } from "../../../../shared/model/ids.ts";
import { chooseServers } from "../failover/choose-servers.ts";
import { hasten } from "../registration/phases.ts";
import { doubt } from "../registration/proof-of-life.ts";
import { isUsable } from "../registration/registration.ts";
import { findRegistration, note, putCall, type Turn } from "../turn.ts";
import {
  createCallRecord,
  isLeftBehind,
  liveAttempt,
  withAttempt,
  type AttemptRecord,
  type CallRecord,
  type GivingUp,
  type Inheritance,
  type NextAttempt,
} from "./call-record.ts";
import { endCall } from "./end-call.ts";
import type { DialPermission } from "./may-dial.ts";
import { abandonAttempt, beginAttempt, callOffNext, neverSent, prepareNext, skipUnusable } from "./next-attempt.ts";

/** With no other server to go to, the unanswered INVITE stays and another server is looked for this often, ms. */
const askAgainMs = 500;
/** 64·T1 (RFC 3261 §17.1.1.2, Timer B): an INVITE without any response is over, ms. */
const longestSilenceMs = 32_000;
/** Two rounds of reconnecting, ms. */
const emergencyWaitMs = 15_000;

export type DialOrder = {
  readonly target: string;
  readonly name: string | null;
  readonly permission: DialPermission;
  readonly serverId?: ServerId | undefined;
  readonly isOnly?: boolean | undefined;
  /** The call that shall be handed over to whoever answers. */
  readonly consultOf?: CallId | undefined;
  /** What goes on of a call that was lost. */
  readonly inheritance?: Inheritance | undefined;
};

/** Begins a call to a target that was cleaned and allowed already. */
export function beginDial(turn: Turn, order: DialOrder): CallRecord {
  const { isEmergency, serverIds } = order.permission;
  const inOrder = chooseServers(turn.state.registrations, {
    preferredServerId: turn.state.preferredServerId,
    serverId: order.serverId,
    isOnly: order.isOnly,
    isEmergency,
  });
  const untried = inOrder.filter((id) => serverIds.includes(id));
  const [first] = untried;
  if (first === undefined) throw new Error("A dial needs a server");
  const call = createCallRecord({
    id: CallId.parse(turn.dice.id()),
    direction: "outgoing",
    state: "dialing",
    remote: { number: order.target, name: order.name },
    target: order.target,
    isEmergency,
    attemptId: turn.dice.id(),
    ...(order.consultOf === undefined ? {} : { consultOf: order.consultOf }),
    ...order.inheritance,
    atStarted: turn.at,
    serverId: first,
    isPinned: order.isOnly === true && !isEmergency,
    untried,
  });
  note(turn, "info", `call:${call.id}`, `dialing, servers in order: ${untried.join(", ")}`);
  if (isEmergency && !canCarryOver(turn, call)) return waitForServer(turn, call);
  return tryNextServer(turn, putCall(turn, call), null);
}

/** Nobody in reach and a life at stake: every server is knocked at, and the first that is back gets the call. */
function waitForServer(turn: Turn, call: CallRecord): CallRecord {
  note(turn, "warn", `call:${call.id}`, "emergency call with no server in reach: waiting for the first");
  for (const registration of turn.state.registrations) hasten(turn, registration, turn.at);
  return putCall(turn, { ...call, atServerDue: turn.at + emergencyWaitMs });
}

export function dialWhenBack(turn: Turn, call: CallRecord): void {
  if (call.atServerDue === null || call.state !== "dialing") return;
  const { preferredServerId, registrations } = turn.state;
  const untried = chooseServers(registrations, { preferredServerId, isEmergency: call.isEmergency });
  tryNextServer(turn, { ...call, atServerDue: null, untried }, null);
}

/** Sends the INVITE to the next server with an open socket; ends the call with `end` when there is none. */
export function tryNextServer(turn: Turn, call: CallRecord, end: CallEnd | null): CallRecord {
  const ahead = skipUnusable(turn, call);
  const [serverId] = ahead.untried;
  if (serverId === undefined) return endCall(turn, ahead, whyNoServer(ahead, end));
  return sendInvite(turn, ahead, beginAttempt(turn, serverId));
}

function sendInvite(turn: Turn, call: CallRecord, attempt: AttemptRecord): CallRecord {
  const { target, attemptId, id: callId } = call;
  if (target === null) throw new Error("Only an outgoing call has attempts");
  const { inviteId, serverId } = attempt;
  turn.effects.push({ type: "attempt.invite", inviteId, callId, serverId, target, attemptId });
  const untried = call.untried.filter((id) => id !== serverId);
  return putCall(turn, { ...call, serverId, inviteId, untried, attempts: [...call.attempts, attempt] });
}

/** A call that was to go through one server alone says that of it, and not of all servers. */
function whyNoServer(call: CallRecord, end: CallEnd | null): CallEnd {
  const isOfServer = end === null || end.reason === "serverUnavailable";
  if (call.isPinned && isOfServer) return { by: "system", reason: "pinnedServerLost", code: end?.code ?? null };
  return end ?? { by: "system", reason: "noServer", code: null };
}

/** Whether another server could take this dial now. */
export function canCarryOver(turn: Turn, call: CallRecord): boolean {
  return call.untried.some((serverId) => {
    const registration = findRegistration(turn, serverId);
    return registration !== undefined && isUsable(registration);
  });
}

/**
 * Nothing rang here, so the dial goes on with the next server, or ends. An INVITE that may still be heard stands until
 * the next one can leave.
 */
export function giveUpAttempt(turn: Turn, call: CallRecord, attempt: AttemptRecord, terms: GivingUp): CallRecord {
  const { next } = call;
  if (next !== null && terms.isAbandoned) return putCall(turn, { ...call, next: { ...next, terms } });
  if (next !== null) return moveOn(turn, call, attempt, next, terms);
  const isCarried = canCarryOver(turn, call);
  const isOnWire = attempt.atSendDue === null;
  if (isCarried && isOnWire && terms.isAbandoned) return prepareNext(turn, call, attempt, terms);
  const closed = leaveAttempt(turn, call, attempt, isCarried ? "carriedOver" : "failed", terms);
  return tryNextServer(turn, putCall(turn, closed), terms.end);
}

/** The next INVITE can leave, or the attempt before it is over. From here on what that one brings comes too late. */
export function moveOn(
  turn: Turn,
  call: CallRecord,
  attempt: AttemptRecord,
  next: NextAttempt,
  terms: GivingUp,
): CallRecord {
  const left = leaveAttempt(turn, { ...call, next: null }, attempt, "carriedOver", terms);
  return sendInvite(turn, left, beginAttempt(turn, next.serverId, next.inviteId));
}

/** What was prepared cannot leave through its server: another one is asked, or the attempt before is waited for. */
export function replaceNext(turn: Turn, call: CallRecord, attempt: AttemptRecord, next: NextAttempt): CallRecord {
  const failed = { ...beginAttempt(turn, next.serverId, next.inviteId), ...neverSent };
  const untried = call.untried.filter((id) => id !== next.serverId);
  const without = { ...callOffNext(turn, call), untried, attempts: [...call.attempts, failed] };
  if (next.terms.why !== "noResponse") return giveUpAttempt(turn, without, attempt, next.terms);
  return putCall(turn, withAttempt(without, attempt.inviteId, { atTryingDue: turn.at }));
}

/** No sound can be offered to the next server either. */
export function failNext(turn: Turn, call: CallRecord, attempt: AttemptRecord, next: NextAttempt): void {
  const left = leaveAttempt(turn, call, attempt, "failed", next.terms);
  endCall(turn, left, { by: "system", reason: "media", code: null });
}

function leaveAttempt(
  turn: Turn,
  call: CallRecord,
  attempt: AttemptRecord,
  outcome: AttemptOutcome,
  terms: GivingUp,
): CallRecord {
  if (terms.isAbandoned) abandonAttempt(turn, attempt.inviteId);
  note(turn, "info", `call:${call.id}`, `${attempt.serverId} gave nothing (${terms.why}), ${outcome}`);
  return closeAttempt(turn, call, attempt, outcome, terms);
}

export function closeAttempt(
  turn: Turn,
  call: CallRecord,
  attempt: AttemptRecord,
  outcome: AttemptOutcome,
  terms: { readonly why: AttemptWhy | null; readonly code: number | null },
): CallRecord {
  const ms = Math.max(0, Math.round(turn.at - attempt.atStarted));
  const { why, code } = terms;
  return withAttempt(call, attempt.inviteId, { outcome, why, code, ms, atTryingDue: null, atSendDue: null });
}

/** The trying timer ran out: carried over when another server can take it, else the server is doubted and waited for. */
export function passTimeOfAttempt(turn: Turn, call: CallRecord): void {
  if (call.atServerDue !== null && call.atServerDue <= turn.at) {
    endCall(turn, call, { by: "system", reason: "noServer", code: null });
    return;
  }
  const attempt = liveAttempt(call);
  if (attempt === undefined) return;
  if (call.next !== null) {
    if (call.next.atPrepareDue <= turn.at) failNext(turn, call, attempt, call.next);
    return;
  }
  if (attempt.atSendDue !== null && attempt.atSendDue <= turn.at) {
    abandonAttempt(turn, attempt.inviteId);
    const closed = closeAttempt(turn, call, attempt, "failed", { why: "media", code: null });
    endCall(turn, closed, { by: "system", reason: "media", code: null });
    return;
  }
  if (attempt.atTryingDue === null || attempt.atTryingDue > turn.at) return;
  if (!attempt.hasDoubted && !isLeftBehind(call, attempt.inviteId)) doubt(turn, attempt.serverId);
  if (canCarryOver(turn, call) || turn.at - attempt.atStarted >= longestSilenceMs) {
    giveUpAttempt(turn, call, attempt, {
      why: "noResponse",
      code: null,
      end: { by: "server", reason: "serverUnavailable", code: null },
      isAbandoned: true,
    });
    return;
  }
  putCall(turn, withAttempt(call, attempt.inviteId, { atTryingDue: turn.at + askAgainMs, hasDoubted: true }));
}
