/** Calls the operator has sent elsewhere: 302 on the server that offers them (RFC 3261 §21.3.3), before or instead of ringing. */
import { isFeatureCode } from "../../../../shared/model/dial-target.ts";
import { targetOf } from "../../../../shared/model/forwarding.ts";
import type { InviteId, ServerId } from "../../../../shared/model/ids.ts";
import { liveLegs, withLeg, type CallRecord } from "../calls/call-record.ts";
import { endCall } from "../calls/end-call.ts";
import { findPermission } from "../calls/may-dial.ts";
import { isUsable } from "../registration/registration.ts";
import { findRegistration, note, putCall, type Turn } from "../turn.ts";
import { busyHere } from "./twins.ts";

/** @param isBusy do not disturb is on, or the operator is in a call. */
export function findForward(turn: Turn, serverId: ServerId, isBusy: boolean): string | null {
  const { config } = turn.state;
  if (config === null || config.forwarding === null) return null;
  const { always, busy } = config.forwarding;
  const to = targetOf(always) ?? (isBusy ? targetOf(busy) : null);
  return to !== null && mayForward(turn, serverId, to) ? to : null;
}

/** @returns the ringing call, to be sent on if nobody answers it, or as it was. */
export function planForward(turn: Turn, call: CallRecord): CallRecord {
  const forwarding = turn.state.config?.forwarding ?? null;
  if (forwarding === null || targetOf(forwarding.unanswered) === null) return call;
  return { ...call, atForward: turn.at + forwarding.unansweredAfterS * 1_000 };
}

export function passTimeOfForward(turn: Turn, call: CallRecord): void {
  if (call.atForward === null || call.atForward > turn.at) return;
  const settled = putCall(turn, { ...call, atForward: null });
  const forwarding = turn.state.config?.forwarding ?? null;
  const to = forwarding === null ? null : targetOf(forwarding.unanswered);
  if (to === null || settled.state !== "ringing" || settled.answering.kind !== "no") return;
  const leg = liveLegs(settled).find(({ serverId }) => {
    const registration = findRegistration(turn, serverId);
    return registration !== undefined && isUsable(registration) && mayForward(turn, serverId, to);
  });
  if (leg !== undefined) forwardCall(turn, settled, leg.inviteId, to);
}

/** One server sends the caller on; the others are told that he is looked after. */
export function forwardCall(turn: Turn, call: CallRecord, inviteId: InviteId, to: string): void {
  let current = call;
  for (const leg of liveLegs(call)) {
    turn.effects.push(
      leg.inviteId === inviteId
        ? { type: "leg.forward", inviteId, to }
        : { type: "leg.reject", inviteId: leg.inviteId, code: busyHere, isElsewhere: true },
    );
    current = withLeg(current, leg.inviteId, {
      outcome: "rejected",
      atEnded: turn.at,
      atTwinDue: null,
      atGiveUp: null,
    });
  }
  endCall(turn, putCall(turn, current), { by: "local", reason: "forwarded", code: movedTemporarily });
}

/** RFC 3261 §21.3.3. */
const movedTemporarily = 302;

/** The own number would come straight back, and a feature code would be dialled in the caller's name. */
function mayForward(turn: Turn, serverId: ServerId, to: string): boolean {
  const { config } = turn.state;
  const server = config?.servers.find((one) => one.id === serverId);
  if (config === null || server === undefined || to === server.user || isFeatureCode(to)) return false;
  const permission = findPermission(to, config);
  const isAllowed = permission.ok && !permission.value.isEmergency && permission.value.serverIds.includes(serverId);
  if (!isAllowed) note(turn, "warn", `server:${serverId}`, "a call is not sent on: the dial rules do not allow it");
  return isAllowed;
}
