/** A dial and its attempts: one server after another until one rings, never two at once, never after ringing was seen. */
import type { AttemptOutcome, AttemptWhy, CallEnd } from "../../../../shared/model/call.ts";
import { CallId, InviteId, type ServerId } from "../../../../shared/model/ids.ts";
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
  type Inheritance,
} from "./call-record.ts";
import { endCall } from "./end-call.ts";
import type { DialPermission } from "./may-dial.ts";

/** A microphone that does not open in this time fails the attempt, ms. */
const sendDeadlineMs = 10_000;
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
  const [serverId, ...untried] = call.untried;
  if (serverId === undefined) return endCall(turn, call, whyNoServer(call, end));
  const target = call.target;
  if (target === null) throw new Error("Only an outgoing call has attempts");
  const attempt: AttemptRecord = {
    inviteId: InviteId.parse(turn.dice.id()),
    serverId,
    atStarted: turn.at,
    outcome: "pending",
    code: null,
    ms: null,
    why: null,
    atTryingDue: null,
    atSendDue: turn.at + sendDeadlineMs,
    hasDoubted: false,
  };
  const registration = findRegistration(turn, serverId);
  const started: CallRecord = { ...call, serverId, untried, attempts: [...call.attempts, attempt] };
  if (registration === undefined || !isUsable(registration)) {
    if (registration !== undefined) hasten(turn, registration, turn.at);
    const skipped = withAttempt(started, attempt.inviteId, {
      outcome: "failed",
      why: "notConnected",
      ms: 0,
      atSendDue: null,
    });
    return tryNextServer(turn, skipped, end);
  }
  const { inviteId } = attempt;
  turn.effects.push({ type: "attempt.invite", inviteId, callId: call.id, serverId, target, attemptId: call.attemptId });
  return putCall(turn, { ...started, inviteId });
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

export type GivingUp = {
  readonly why: AttemptWhy;
  readonly code: number | null;
  /** How the call ends if no other server can take it. */
  readonly end: CallEnd;
  /** The INVITE may still be alive there: it is cancelled, and a late answer hung up. */
  readonly isAbandoned: boolean;
};

/** This attempt is over before anything rang: the dial goes on with the next server, or ends. */
export function giveUpAttempt(turn: Turn, call: CallRecord, attempt: AttemptRecord, terms: GivingUp): CallRecord {
  const isCarried = canCarryOver(turn, call);
  if (terms.isAbandoned) abandonAttempt(turn, attempt.inviteId);
  const outcome: AttemptOutcome = isCarried ? "carriedOver" : "failed";
  const closed = closeAttempt(turn, call, attempt, outcome, terms);
  note(turn, "info", `call:${call.id}`, `${attempt.serverId} gave nothing (${terms.why}), ${outcome}`);
  return tryNextServer(turn, putCall(turn, closed), terms.end);
}

export function abandonAttempt(turn: Turn, inviteId: InviteId): void {
  turn.effects.push({ type: "attempt.cancel", inviteId });
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
