/**
 * One conversation in the ear (docs/decisions/0032): whatever came of calls and servers in this decision, no two parties
 * hear the operator unless he joined them. Here it is so at once; the servers are told as soon as they can be.
 */
import type { InviteId } from "../../../../shared/model/ids.ts";
import type { PhoneState } from "../phone-state.ts";
import { putCall, type Turn } from "../turn.ts";
import { isBeingAnswered, isInTouch, isUp, liveAttempt, type CallRecord } from "./call-record.ts";
import { hasEarlyMedia } from "./early-media.ts";
import { holdOthers } from "./hold.ts";

export function settleEar(turn: Turn, before: PhoneState): void {
  if (turn.state.calls === before.calls) return;
  const talking = chooseTalking(turn.state, before);
  if (talking !== null) holdOthers(turn, talking);
  const wasSilent = new Map(before.calls.flatMap((call) => toSilence(call, before.calls)));
  for (const [inviteId, on] of turn.state.calls.flatMap((call) => toSilence(call, turn.state.calls))) {
    if (on !== (wasSilent.get(inviteId) ?? false)) turn.effects.push({ type: "dialog.silence", inviteId, on });
  }
  for (const call of turn.state.calls) {
    if (!isUp(call) || call.inviteId === null) continue;
    const isAnsweredNow = findUp(before, call) === null;
    askServer(turn, isAnsweredNow && call.isSilent ? putCall(turn, { ...call, isAnsweredAside: true }) : call);
  }
}

/**
 * What is heard before an answer gives way to whoever is talked with; there is no server to tell.
 * @returns nothing for a call that has no voice.
 */
function toSilence(call: CallRecord, calls: readonly CallRecord[]): [InviteId, boolean][] {
  if (isUp(call)) return call.inviteId === null ? [] : [[call.inviteId, call.isSilent]];
  const early = hasEarlyMedia(call) ? liveAttempt(call) : undefined;
  return early === undefined ? [] : [[early.inviteId, calls.some(isWanted)]];
}

/** Who was talked to before goes on; what comes up by itself takes nobody's place, unless it is an emergency. */
function chooseTalking({ calls }: PhoneState, before: PhoneState): CallRecord | null {
  const wanted = calls.filter(isWanted);
  const wasWanted = ({ id }: CallRecord) => before.calls.some((call) => call.id === id && isWanted(call));
  return wanted.find(({ isEmergency }) => isEmergency) ?? wanted.find(wasWanted) ?? wanted[0] ?? null;
}

function isWanted(call: CallRecord): boolean {
  return !call.isSilent && (call.state === "active" || isBeingAnswered(call));
}

function findUp({ calls }: PhoneState, { id }: CallRecord): CallRecord | null {
  return calls.find((call) => call.id === id && isUp(call)) ?? null;
}

/** One question at a time; a hold that was refused is asked for again when the line was lost, or by the operator. */
function askServer(turn: Turn, call: CallRecord): void {
  const { inviteId, isSilent, isHeld, holdAsked } = call;
  if (inviteId === null || !isInTouch(call) || holdAsked !== null || isSilent === isHeld) return;
  turn.effects.push({ type: "dialog.hold", inviteId, on: isSilent });
  putCall(turn, { ...call, holdAsked: isSilent ? "hold" : "resume" });
}
