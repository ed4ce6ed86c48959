/** What becomes of the other legs of a call once one of them is answered: the same caller's, or another person's. */
import type { CallId } from "../../../../shared/model/ids.ts";
import { liveLegs, withLeg, type CallRecord, type LegRecord } from "../calls/call-record.ts";
import { findCall, note, putCall, type Turn } from "../turn.ts";
import { createIncomingCall } from "./create-incoming-call.ts";

/** RFC 3261 §21.4.24. With the reason beside it, a server can tell that nobody was missed (docs/decisions/0005). */
export const busyHere = 486;
/** For a leg nobody rings, or nobody rings any more. */
export const unavailable = 480;

/**
 * A leg still ringing `twinGraceMs` after its call was answered elsewhere on this seat: with a strong key it is the same
 * call and gets 486 once the answer is acknowledged; with a weak key it is another person after all and becomes a waiting
 * card of its own.
 */
export function passTimeOfTwins(turn: Turn, call: CallRecord): void {
  for (const leg of liveLegs(call)) {
    if (leg.atTwinDue === null || leg.atTwinDue > turn.at) continue;
    const { answering } = call;
    if (!isCertainTwin(call, leg) || answering.kind !== "unacknowledged") partWithTwin(turn, call.id, leg);
    else putCall(turn, withLeg(findCall(turn, call.id) ?? call, leg.inviteId, { atTwinDue: answering.atGiveUp }));
  }
}

/** A call that is over keeps no leg: nothing about it changes any more. */
export function releaseTwins(turn: Turn): void {
  for (const call of turn.state.calls) {
    if (call.state !== "ended") continue;
    for (const leg of liveLegs(call)) partWithTwin(turn, call.id, leg);
  }
}

/** Its own key is that of the leg that was answered: neither number nor luck brought them together. */
function isCertainTwin(call: CallRecord, leg: LegRecord): boolean {
  return (
    leg.strongKey !== null &&
    call.legs.some((other) => other.outcome === "answered" && other.strongKey === leg.strongKey)
  );
}

function partWithTwin(turn: Turn, callId: CallId, leg: LegRecord): void {
  const call = findCall(turn, callId);
  if (call === undefined) return;
  const { inviteId } = leg;
  if (isCertainTwin(call, leg)) {
    turn.effects.push({ type: "leg.reject", inviteId, code: busyHere, isElsewhere: true });
    putCall(turn, withLeg(call, inviteId, { outcome: "rejected", atEnded: turn.at, atTwinDue: null }));
    return;
  }
  if (leg.atGiveUp === null) return detachTwin(turn, call, leg);
  // Its server was lost while it rang and could not take it back: a card of its own would ring for nobody.
  note(turn, "info", `call:${call.id}`, `forgets the leg that was lost with ${leg.serverId}`);
  turn.effects.push({ type: "leg.reject", inviteId, code: unavailable });
  putCall(turn, withLeg(call, inviteId, { outcome: "cancelled", atEnded: turn.at, atTwinDue: null, atGiveUp: null }));
}

export function detachTwin(turn: Turn, call: CallRecord, leg: LegRecord): void {
  putCall(turn, { ...call, legs: call.legs.filter((one) => one.inviteId !== leg.inviteId) });
  const { remote, queue, leftBehind } = call;
  const { strongKey } = leg;
  const own = createIncomingCall(turn, { ...leg, atTwinDue: null }, { remote, queue, strongKey, leftBehind });
  note(turn, "info", `call:${own.id}`, `not a twin of ${call.id}: waits on its own card`);
  putCall(turn, own);
  turn.effects.push({ type: "leg.ring", inviteId: leg.inviteId });
}
