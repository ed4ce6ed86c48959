/** A call lost with its server is dialled again through another: a new call that says which one it rescues. */
import { isRingingHere } from "../../../../shared/model/call.ts";
import { isFeatureCode, isWithheld, type DialTarget } from "../../../../shared/model/dial-target.ts";
import { isLostConversation } from "../../../../shared/model/offers-rescue.ts";
import type { PhoneConfig } from "../../../../shared/model/phone-config.ts";
import { fail, succeed, type Result } from "../../../../shared/lib/result.ts";
import type { CommandFailure } from "../../../../shared/model/failure.ts";
import { inherit, isAside, isLeftBehind, liveLegs, type CallRecord } from "../calls/call-record.ts";
import { beginDial } from "../calls/dial.ts";
import { findPermission, type DialPermission } from "../calls/may-dial.ts";
import { holdOthers } from "../calls/hold.ts";
import { beginAnswer } from "../incoming/answer.ts";
import { isUsable } from "../registration/registration.ts";
import { note, putCall, type Turn } from "../turn.ts";
import { endLostCall, isRescued } from "./lost-party.ts";

/** How often a call that wants to be rescued looks for a server, ms. */
const lookAgainMs = 500;

export type Rescue = { readonly target: DialTarget; readonly permission: DialPermission };

/** @returns whom a rescue of this call would dial and where, or why policy, number or dial rules forbid one. */
export function findRescue(call: CallRecord, config: PhoneConfig): Result<Rescue, CommandFailure> {
  const target = call.target ?? call.remote.number;
  if (target === null || isWithheld(target)) {
    return fail({ kind: "notNow", message: "The caller withheld the number, so it cannot be called back." });
  }
  if (isFeatureCode(target)) {
    return fail({ kind: "notNow", message: "A feature code acts on one server and is never dialled again by itself." });
  }
  const permission = findPermission(target, config);
  if (!permission.ok) return fail({ kind: "notAllowed", message: permission.failure });
  if (config.failover.rescue === "off" && !permission.value.isEmergency) {
    return fail({ kind: "notAllowed", message: "Your administrator has switched call-back of lost calls off." });
  }
  return succeed({ target, permission: permission.value });
}

/** Asked for by the operator, or by policy. @returns the call that goes on: a redial, or the party's own. */
export function rescueCall(turn: Turn, call: CallRecord, config: PhoneConfig): Result<CallRecord, CommandFailure> {
  const own = turn.state.calls.find((other) => other.rescueOf === call.id && isWaitingToBeAnswered(other));
  if (own !== undefined) {
    holdOthers(turn, own);
    beginAnswer(turn, { ...own, isSilent: false }, config.failover);
    return succeed(own);
  }
  const found = findRescue(call, config);
  if (!found.ok) return found;
  if (isRescued(turn, call)) {
    return fail({ kind: "notNow", message: "This call is being called back already." });
  }
  if (!isLostConversation(call)) {
    return fail({ kind: "notNow", message: "Only a call that was lost with its server can be called back this way." });
  }
  const { permission } = found.value;
  if (!permission.isEmergency && !hasWay(turn, call, permission)) {
    return fail({ kind: "notNow", message: "No other server can be reached; the line to this one is being restored." });
  }
  endLostCall(turn, call);
  holdOthers(turn, call);
  const rescue = beginDial(turn, { ...found.value, name: call.remote.name, inheritance: inherit(call) });
  note(turn, "info", `call:${call.id}`, `rescued by ${rescue.id}`);
  return succeed(rescue);
}

/** The party calls by itself: whoever wants to call back has only to answer. */
function isWaitingToBeAnswered(call: CallRecord): boolean {
  return isRingingHere(call) && call.answering.kind === "no" && liveLegs(call).length > 0;
}

/** A redial through the server that was lost would only end a call that may still come back. */
function hasWay(turn: Turn, call: CallRecord, permission: DialPermission): boolean {
  const able = turn.state.registrations.filter((one) => isUsable(one) && permission.serverIds.includes(one.serverId));
  const isFree = call.state === "ended" || isLeftBehind(call, call.inviteId);
  return able.some((one) => isFree || one.serverId !== call.serverId);
}

/** Nobody is torn out of another conversation by a redial he did not ask for. */
function isEarFree(turn: Turn, call: CallRecord): boolean {
  return turn.state.calls.every(
    (other) =>
      other.id === call.id ||
      other.state === "ended" ||
      other.state === "stranded" ||
      isAside(other) ||
      (isRingingHere(other) && other.answering.kind === "no"),
  );
}

/** Policy `auto`: the redial nobody had to ask for, as soon as there is a server for it and nobody else is spoken to. */
export function passTimeOfRescue(turn: Turn, call: CallRecord): void {
  const { config } = turn.state;
  if (call.atRescue === null || call.atRescue > turn.at) return;
  const found = config === null ? null : findRescue(call, config);
  const isWorthWaiting = found?.ok === true && !(hasWay(turn, call, found.value.permission) && isEarFree(turn, call));
  putCall(turn, { ...call, atRescue: isWorthWaiting ? turn.at + lookAgainMs : null });
  if (config === null || isWorthWaiting) return;
  const result = rescueCall(turn, call, config);
  if (!result.ok) note(turn, "warn", `call:${call.id}`, `not rescued: ${result.failure.message}`);
}
