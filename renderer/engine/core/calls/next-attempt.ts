/**
 * From the decision that a dial moves on to the INVITE that leaves: its offer takes milliseconds, in which the attempt
 * before may still be heard. Until then that one stands, and nothing but this preparation is begun.
 */
import { InviteId } from "../../../../shared/model/ids.ts";
import { hasten } from "../registration/phases.ts";
import { isUsable } from "../registration/registration.ts";
import { findRegistration, note, putCall, type Turn } from "../turn.ts";
import { withAttempt, type AttemptRecord, type CallRecord, type GivingUp } from "./call-record.ts";

/** A microphone that does not open in this time fails the attempt, ms. */
export const sendDeadlineMs = 10_000;

/** Servers without an open socket are noted as not connected, up to the first one that can be asked. */
export function skipUnusable(turn: Turn, call: CallRecord): CallRecord {
  const [serverId, ...untried] = call.untried;
  if (serverId === undefined) return call;
  const registration = findRegistration(turn, serverId);
  if (registration !== undefined && isUsable(registration)) return call;
  if (registration !== undefined) hasten(turn, registration, turn.at);
  const skipped = { ...beginAttempt(turn, serverId), ...neverSent };
  return skipUnusable(turn, { ...call, untried, attempts: [...call.attempts, skipped] });
}

/** How an attempt stands whose INVITE could not leave. */
export const neverSent = { outcome: "failed", why: "notConnected", ms: 0, atSendDue: null } as const;

export function beginAttempt(
  turn: Turn,
  serverId: AttemptRecord["serverId"],
  inviteId: InviteId = InviteId.parse(turn.dice.id()),
): AttemptRecord {
  return {
    inviteId,
    serverId,
    atStarted: turn.at,
    outcome: "pending",
    code: null,
    ms: null,
    why: null,
    atTryingDue: null,
    atSendDue: turn.at + sendDeadlineMs,
    hasDoubted: false,
    hasRung: false,
    hasEarlyMedia: false,
  };
}

/** The dial wants to move on, and another server can be asked. */
export function prepareNext(turn: Turn, call: CallRecord, attempt: AttemptRecord, terms: GivingUp): CallRecord {
  const ahead = skipUnusable(turn, withAttempt(call, attempt.inviteId, { atTryingDue: null }));
  const [serverId] = ahead.untried;
  const { target } = ahead;
  if (serverId === undefined || target === null) throw new Error("Nothing follows this attempt");
  const inviteId = InviteId.parse(turn.dice.id());
  const { id: callId, attemptId } = call;
  turn.effects.push({ type: "attempt.prepare", inviteId, callId, serverId, target, attemptId });
  note(turn, "info", `call:${call.id}`, `${attempt.serverId} gave nothing (${terms.why}), preparing ${serverId}`);
  return putCall(turn, { ...ahead, next: { inviteId, serverId, terms, atPrepareDue: turn.at + sendDeadlineMs } });
}

/** The attempt before was heard in time, or the call is over: what was prepared never leaves. */
export function callOffNext(turn: Turn, call: CallRecord): CallRecord {
  if (call.next === null) return call;
  abandonAttempt(turn, call.next.inviteId);
  return { ...call, next: null };
}

/** CANCEL as soon as it is legal, BYE on a late answer; nothing more is told of it. */
export function abandonAttempt(turn: Turn, inviteId: InviteId): void {
  turn.effects.push({ type: "attempt.cancel", inviteId });
}
