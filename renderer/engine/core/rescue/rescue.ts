/** A call lost with its server is dialled again through another: a new call that says which one it rescues. */
import { isFeatureCode, type DialTarget } from "../../../../shared/model/dial-target.ts";
import type { PhoneConfig } from "../../../../shared/model/phone-config.ts";
import { fail, succeed, type Result } from "../../../../shared/lib/result.ts";
import type { CommandFailure } from "../../../../shared/model/failure.ts";
import { isLeftBehind, type CallRecord } from "../calls/call-record.ts";
import { beginDial } from "../calls/dial.ts";
import { endCall } from "../calls/end-call.ts";
import { findPermission, type DialPermission } from "../calls/may-dial.ts";
import { holdOthers } from "../calls/hold-others.ts";
import { isUsable } from "../registration/registration.ts";
import { note, putCall, type Turn } from "../turn.ts";

/** How often a call that wants to be rescued looks for a server, ms. */
const lookAgainMs = 500;

const lostReasons = new Set(["signallingLost", "serverLost"]);

/** Stranded, or ended because its server went away and still shown. */
export function isRescuable(call: CallRecord): boolean {
  if (call.state === "stranded") return true;
  return call.state === "ended" && call.end !== null && lostReasons.has(call.end.reason);
}

export type Rescue = { readonly target: DialTarget; readonly permission: DialPermission };

/** @returns whom a rescue of this call would dial and where, or why policy, number or dial rules forbid one. */
export function findRescue(call: CallRecord, config: PhoneConfig): Result<Rescue, CommandFailure> {
  if (config.failover.rescue === "off") {
    return fail({ kind: "notAllowed", message: "Your administrator has switched call-back of lost calls off." });
  }
  const target = call.target ?? call.remote.number;
  if (target === null) {
    return fail({ kind: "notNow", message: "The caller withheld the number, so it cannot be called back." });
  }
  if (isFeatureCode(target)) {
    return fail({ kind: "notNow", message: "A feature code acts on one server and is never dialled again by itself." });
  }
  const permission = findPermission(target, config);
  if (!permission.ok) return fail({ kind: "notAllowed", message: permission.failure });
  return succeed({ target, permission: permission.value });
}

export function rescueCall(turn: Turn, call: CallRecord, config: PhoneConfig): Result<CallRecord, CommandFailure> {
  const found = findRescue(call, config);
  if (!found.ok) return found;
  if (!isRescuable(call)) {
    return fail({ kind: "notNow", message: "Only a call that was lost with its server can be called back this way." });
  }
  if (turn.state.calls.some((other) => other.rescueOf === call.id && other.state !== "ended")) {
    return fail({ kind: "notNow", message: "This call is being called back already." });
  }
  if (!canBeRescued(turn, call)) {
    return fail({ kind: "notNow", message: "No other server can be reached; the line to this one is being restored." });
  }
  if (call.state === "stranded" && call.inviteId !== null) {
    turn.effects.push({ type: "dialog.bye", inviteId: call.inviteId });
  }
  endCall(turn, call, { by: "system", reason: "rescued", code: null });
  holdOthers(turn, null);
  const rescue = beginDial(turn, {
    ...found.value,
    name: call.remote.name,
    rescueOf: call.id,
  });
  note(turn, "info", `call:${call.id}`, `rescued by ${rescue.id}`);
  return succeed(rescue);
}

/** A redial through the server that was lost would only end a call that may still come back. */
function canBeRescued(turn: Turn, call: CallRecord): boolean {
  const usable = turn.state.registrations.filter(isUsable);
  const isFree = call.state === "ended" || isLeftBehind(call, call.inviteId);
  return usable.some((one) => isFree || one.serverId !== call.serverId);
}

/** Policy `auto`: the redial nobody had to ask for, as soon as there is a server for it. */
export function passTimeOfRescue(turn: Turn, call: CallRecord): void {
  const { config } = turn.state;
  if (call.atRescue === null || call.atRescue > turn.at) return;
  const isWorthWaiting = config !== null && !canBeRescued(turn, call);
  putCall(turn, { ...call, atRescue: isWorthWaiting ? turn.at + lookAgainMs : null });
  if (config === null || isWorthWaiting) return;
  const result = rescueCall(turn, call, config);
  if (!result.ok) note(turn, "warn", `call:${call.id}`, `not rescued: ${result.failure.message}`);
}
