/** A conference: calls that this desk mixes, so that it does not matter which servers they are on. */
import { refuseCommand, type CommandReply } from "../../../../shared/contract/command.ts";
import { isSameValue } from "../../../../shared/lib/same-value.ts";
import type { CallId, InviteId } from "../../../../shared/model/ids.ts";
import type { PhoneState } from "../phone-state.ts";
import { findCall, note, putCall, type Turn } from "../turn.ts";
import { isAside, isInTouch, isOver, type CallRecord } from "./call-record.ts";
import { accepted, isReconnecting, noSuchCall } from "./command-replies.ts";
import { conversationOf, hold, mute, turnTo } from "./hold.ts";
import { isBeingTransferred } from "./transfer.ts";

/** These calls, and no others, are the conference from now on. */
export function beginConference(turn: Turn, callIds: readonly CallId[]): CommandReply {
  const wanted = new Set(callIds);
  const calls = turn.state.calls.filter((call) => wanted.has(call.id));
  if (calls.length !== wanted.size) return noSuchCall;
  const [first] = calls;
  if (first === undefined || calls.length < 2) return refuseCommand("notNow", "A conference needs two other parties.");
  if (calls.some((call) => call.state !== "active")) {
    return refuseCommand("notNow", "Only calls that are connected can be joined.");
  }
  if (!calls.every(isInTouch)) return isReconnecting;
  if (calls.some(isBeingTransferred)) return refuseCommand("notNow", "One of these calls is being handed over.");
  const isMuted = calls.some((call) => call.isMuted && !isAside(call));
  for (const call of turn.state.calls) {
    if (isOver(call)) continue;
    const isInConference = wanted.has(call.id);
    const isAsking = call.consultOf !== null && (isInConference || wanted.has(call.consultOf));
    if (isInConference === call.isInConference && !isAsking) continue;
    putCall(turn, { ...call, isInConference, consultOf: isAsking ? null : call.consultOf });
  }
  const joined = findCall(turn, first.id) ?? first;
  turnTo(turn, joined);
  mute(turn, joined, isMuted);
  note(turn, "info", `call:${first.id}`, `conference of ${calls.map(({ id }) => id).join(" and ")}`);
  return accepted;
}

/** From now on this party alone is spoken with; the others are held, and hear nothing of it. */
export function splitConference(turn: Turn, call: CallRecord): CommandReply {
  if (!call.isInConference || isOver(call)) return refuseCommand("notNow", "This call is in no conference.");
  const members = conversationOf(turn, call);
  const talking = members.filter(({ state }) => state === "active");
  if (!talking.every(isInTouch)) return isReconnecting;
  for (const member of members) putCall(turn, { ...member, isInConference: false });
  return hold(turn, findCall(turn, call.id) ?? call, false);
}

/** A conference of one is a call again; who hears whom follows from what is true now. */
export function settleConference(turn: Turn, before: PhoneState): void {
  if (turn.state.calls === before.calls) return;
  const members = turn.state.calls.filter((call) => call.isInConference && !isOver(call));
  const [last] = members;
  if (last !== undefined && members.length === 1) putCall(turn, { ...last, isInConference: false });
  const mixed = mixOf(turn.state);
  if (!isSameValue(mixed, mixOf(before))) turn.effects.push({ type: "conference.mix", inviteIds: mixed });
}

function mixOf({ calls }: PhoneState): readonly InviteId[] {
  const talking = calls.filter((call) => call.isInConference && call.state === "active" && !isAside(call));
  const inviteIds = talking.flatMap(({ inviteId }) => (inviteId === null ? [] : [inviteId]));
  return inviteIds.length < 2 ? [] : inviteIds;
}
