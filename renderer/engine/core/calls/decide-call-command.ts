/** What an operator may ask of a call, and when: accepted, or refused with the reason. */
import { refuseCommand, type CommandReply, type EngineCommand } from "../../../../shared/contract/command.ts";
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import { isRingingHere } from "../../../../shared/model/call.ts";
import { cleanDialTarget } from "../../../../shared/model/dial-target.ts";
import type { PhoneConfig } from "../../../../shared/model/phone-config.ts";
import { beginAnswer } from "../incoming/answer.ts";
import { pauseRecording, record, stopRecording } from "../recording/decide-recording.ts";
import { parkCall } from "../parking/park.ts";
import { rescueCall } from "../rescue/rescue.ts";
import { findCall, putCall, type Turn } from "../turn.ts";
import { liveLegs, type CallRecord } from "./call-record.ts";
import { accepted, dialsAlready, noAccount, noSuchCall } from "./command-replies.ts";
import { beginConference, splitConference } from "./conference.ts";
import { beginDial } from "./dial.ts";
import { hangUp, reject } from "./hang-up.ts";
import { hold, holdOthers, mute, swap } from "./hold.ts";
import { findPermission } from "./may-dial.ts";
import { sendDtmf } from "./send-dtmf.ts";
import { keepCardOfWrapUp, takeReason } from "../wrap-up/take-reason.ts";
import { isAskedAbout } from "../wrap-up/wrap-up-record.ts";
import { consult, returnFromConsult, transferAttended, transferBlind } from "./transfer.ts";

export type CallCommand = Extract<EngineCommand, { type: `call.${string}` }>;

/** @param config null after signing out: calls that are up go on, new ones do not begin. */
export function decideCallCommand(turn: Turn, command: CallCommand, config: PhoneConfig | null): CommandReply {
  if (command.type === "call.dial") return config === null ? noAccount : dial(turn, command, config);
  if (command.type === "call.conference") return beginConference(turn, command.callIds);
  const call = findCall(turn, command.callId);
  if (call === undefined) return noSuchCall;
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
      return sendDtmf(turn, call, command.digits);
    case "call.transferBlind":
      return config === null ? noAccount : transferBlind(turn, call, command.target, config);
    case "call.transferAttended":
      return transferAttended(turn, call, findCall(turn, command.toCallId));
    case "call.consult":
      return config === null ? noAccount : consult(turn, call, command.target, config);
    case "call.return":
      return returnFromConsult(turn, call);
    case "call.split":
      return splitConference(turn, call);
    case "call.record":
      return record(turn, call, config?.recording ?? null);
    case "call.pauseRecording":
      return pauseRecording(turn, call, config?.recording ?? null);
    case "call.stopRecording":
      return stopRecording(turn, call, config?.recording ?? null);
    case "call.note":
      return takeNote(turn, call, command.text);
    case "call.park":
      return parkCall(turn, call);
    case "call.wrapUp":
      return takeReason(turn, call, command.reasonId);
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
    return dialsAlready;
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
  beginAnswer(turn, { ...call, isSilent: false }, config.failover);
  return accepted;
}

/** Words that arrive as the call is rescued go to the rescue; once it is all over nothing changes any more. */
function takeNote(turn: Turn, call: CallRecord, text: string): CommandReply {
  const rescue = turn.state.calls.find((other) => other.rescueOf === call.id);
  if (rescue !== undefined) return takeNote(turn, rescue, text);
  if (call.state === "ended" && !isAskedAbout(turn.state, call.id)) {
    return refuseCommand("notNow", "This call is over, so nothing more can be noted.");
  }
  if (call.note !== text) putCall(turn, { ...call, note: text });
  keepCardOfWrapUp(turn, call);
  return accepted;
}
