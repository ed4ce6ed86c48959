/** What an operator may ask of a call, and when: accepted, or refused with the reason. */
import type { CommandReply, EngineCommand } from "../../../../shared/contract/command.ts";
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import { isRingingHere } from "../../../../shared/model/call.ts";
import { cleanDialTarget } from "../../../../shared/model/dial-target.ts";
import type { CommandFailureKind } from "../../../../shared/model/failure.ts";
import type { InviteId } from "../../../../shared/model/ids.ts";
import type { PhoneConfig } from "../../../../shared/model/phone-config.ts";
import { beginAnswer } from "../incoming/answer.ts";
import { rescueCall } from "../rescue/rescue.ts";
import { findCall, putCall, type Turn } from "../turn.ts";
import { isUp, liveAttempt, liveLegs, withLeg, type CallRecord } from "./call-record.ts";
import { beginDial, closeAttempt } from "./dial.ts";
import { endCall } from "./end-call.ts";
import { holdOthers } from "./hold-others.ts";
import { findPermission } from "./may-dial.ts";
import { abandonAttempt } from "./next-attempt.ts";

export type CallCommand = Extract<EngineCommand, { type: `call.${string}` }>;

const accepted: CommandReply = { ok: true };

export const noAccount = refuseCommand("notNow", "This phone has no account yet. Ask your administrator for one.");

/** RFC 3261 §21.4.24, when no policy says otherwise. */
const busyHere = 486;

export function refuseCommand(kind: CommandFailureKind, message: string): CommandReply {
  return { ok: false, failure: { kind, message } };
}

/** @param config null after signing out: calls that are up go on, new ones do not begin. */
export function decideCallCommand(turn: Turn, command: CallCommand, config: PhoneConfig | null): CommandReply {
  if (command.type === "call.dial") return config === null ? noAccount : dial(turn, command, config);
  if (command.type === "call.conference") {
    return refuseCommand("notNow", "Conferences are not available in this version.");
  }
  const call = findCall(turn, command.callId);
  if (call === undefined) return refuseCommand("noSuchCall", "There is no such call any more.");
  switch (command.type) {
    case "call.answer":
      return config === null ? noAccount : answer(turn, call, config);
    case "call.reject":
      return reject(turn, call);
    case "call.hangUp":
      return hangUp(turn, call);
    case "call.hold":
      return hold(turn, call, true);
    case "call.resume":
      return hold(turn, call, false);
    case "call.mute":
      return mute(turn, call, true);
    case "call.unmute":
      return mute(turn, call, false);
    case "call.swap":
      return swap(turn, call);
    case "call.sendDtmf":
      return onDialog(call, (inviteId) => {
        turn.effects.push({ type: "dialog.sendDtmf", inviteId, digits: command.digits });
      });
    case "call.transferBlind":
      return config === null ? noAccount : transferBlind(turn, call, command.target, config);
    case "call.transferAttended":
      return transferAttended(turn, call, findCall(turn, command.toCallId));
    case "call.note":
      return takeNote(turn, call, command.text);
    case "call.rescue": {
      if (config === null) return noAccount;
      const rescued = rescueCall(turn, call, config);
      return rescued.ok ? { ok: true, callId: rescued.value.id } : { ok: false, failure: rescued.failure };
    }
    default:
      return assertNever(command);
  }
}

function dial(turn: Turn, command: Extract<CallCommand, { type: "call.dial" }>, config: PhoneConfig): CommandReply {
  const cleaned = cleanDialTarget(command.target);
  if (!cleaned.ok) return refuseCommand("badTarget", cleaned.failure);
  const target = cleaned.value;
  const permission = findPermission(target, config);
  if (!permission.ok) return refuseCommand("notAllowed", permission.failure);
  const { serverId } = command;
  if (serverId !== undefined && !config.servers.some((server) => server.id === serverId)) {
    return refuseCommand("noSuchServer", `There is no server "${serverId}".`);
  }
  if (serverId !== undefined && command.only === true && !permission.value.serverIds.includes(serverId)) {
    return refuseCommand("notAllowed", `The dial rules of ${serverId} do not allow calls to ${target}.`);
  }
  const isDialing = turn.state.calls.some((call) => call.state === "dialing");
  if (isDialing && !permission.value.isEmergency) {
    return refuseCommand("notNow", "A call is being dialled already.");
  }
  holdOthers(turn, null);
  const call = beginDial(turn, {
    target,
    name: null,
    permission: permission.value,
    serverId,
    isOnly: command.only,
  });
  return { ok: true, callId: call.id };
}

function answer(turn: Turn, call: CallRecord, config: PhoneConfig): CommandReply {
  if (!isRingingHere(call)) {
    return refuseCommand("notNow", "Only a ringing incoming call can be answered.");
  }
  if (call.answering.kind !== "no") return refuseCommand("notNow", "This call is being answered already.");
  if (liveLegs(call).length === 0) {
    return refuseCommand("notNow", "The caller is between servers; it can be answered when it rings again.");
  }
  holdOthers(turn, call);
  beginAnswer(turn, call, config.failover);
  return accepted;
}

function reject(turn: Turn, call: CallRecord): CommandReply {
  if (!isRingingHere(call)) {
    return refuseCommand("notNow", "Only a ringing incoming call can be declined.");
  }
  const code = turn.state.config?.failover.declineCode ?? busyHere;
  let declined = call;
  for (const { inviteId } of liveLegs(call)) {
    turn.effects.push({ type: "leg.reject", inviteId, code });
    declined = withLeg(declined, inviteId, { outcome: "rejected", atEnded: turn.at, atGiveUp: null });
  }
  endCall(turn, putCall(turn, declined), { by: "local", reason: "declined", code });
  return accepted;
}

/** Ends a call in whatever state it is: CANCEL, decline or BYE as the protocol has it. */
export function hangUp(turn: Turn, call: CallRecord): CommandReply {
  if (call.state === "ended") return refuseCommand("notNow", "This call is over already.");
  if (isRingingHere(call)) return reject(turn, call);
  const attempt = liveAttempt(call);
  if (attempt !== undefined) {
    abandonAttempt(turn, attempt.inviteId);
    const closed = closeAttempt(turn, call, attempt, "cancelled", { why: "hungUp", code: null });
    endCall(turn, closed, { by: "local", reason: "cancelled", code: null });
    return accepted;
  }
  if (call.inviteId !== null) turn.effects.push({ type: "dialog.bye", inviteId: call.inviteId });
  endCall(turn, call, { by: "local", reason: "hungUp", code: null });
  return accepted;
}

function onDialog(call: CallRecord, perform: (inviteId: InviteId) => void): CommandReply {
  if (!isUp(call) || call.inviteId === null) return refuseCommand("notNow", "This call is not connected.");
  if (call.state === "stranded") return refuseCommand("notNow", "This call was lost with its server.");
  perform(call.inviteId);
  return accepted;
}

function hold(turn: Turn, call: CallRecord, on: boolean): CommandReply {
  if (call.signalling.kind === "lost") {
    return refuseCommand("notNow", "The line to the server is being restored; try again in a moment.");
  }
  return onDialog(call, (inviteId) => {
    if (!on) holdOthers(turn, call);
    turn.effects.push({ type: "dialog.hold", inviteId, on });
  });
}

function mute(turn: Turn, call: CallRecord, on: boolean): CommandReply {
  return onDialog(call, (inviteId) => {
    turn.effects.push({ type: "dialog.mute", inviteId, on });
    putCall(turn, { ...call, isMuted: on });
  });
}

/** Words that arrive as the call is rescued go to the rescue; once it is all over nothing changes any more. */
function takeNote(turn: Turn, call: CallRecord, text: string): CommandReply {
  const rescue = turn.state.calls.find((other) => other.rescueOf === call.id);
  if (rescue !== undefined) return takeNote(turn, rescue, text);
  if (call.state === "ended") return refuseCommand("notNow", "This call is over, so nothing more can be noted.");
  if (call.note !== text) putCall(turn, { ...call, note: text });
  return accepted;
}

/** Takes the conversation to this call; the one that was spoken on is held. */
function swap(turn: Turn, call: CallRecord): CommandReply {
  if (!call.isHeld) return refuseCommand("notNow", "Only a held call can be swapped to.");
  return hold(turn, call, false);
}

function transferBlind(turn: Turn, call: CallRecord, to: string, config: PhoneConfig): CommandReply {
  const cleaned = cleanDialTarget(to);
  if (!cleaned.ok) return refuseCommand("badTarget", cleaned.failure);
  const permission = findPermission(cleaned.value, config);
  if (!permission.ok) return refuseCommand("notAllowed", permission.failure);
  if (!permission.value.serverIds.includes(call.serverId)) {
    return refuseCommand("notAllowed", `The dial rules of ${call.serverId} do not allow calls to ${cleaned.value}.`);
  }
  return onDialog(call, (inviteId) => {
    turn.effects.push({ type: "dialog.transferBlind", inviteId, target: cleaned.value });
  });
}

function transferAttended(turn: Turn, call: CallRecord, to: CallRecord | undefined): CommandReply {
  if (to === undefined) return refuseCommand("noSuchCall", "The call to transfer to is over.");
  const toInviteId = to.inviteId;
  if (!isUp(to) || toInviteId === null) return refuseCommand("notNow", "The call to transfer to is not connected.");
  if (to.serverId !== call.serverId) {
    return refuseCommand(
      "notNow",
      "The two calls are on different servers, which cannot join them; transfer blind instead.",
    );
  }
  return onDialog(call, (inviteId) => {
    turn.effects.push({ type: "dialog.transferAttended", inviteId, toInviteId });
  });
}
