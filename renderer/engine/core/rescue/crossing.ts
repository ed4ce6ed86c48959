/**
 * Both sides of a lost call redial each other at once. The two calls become one conversation, by a rule that each side
 * can follow alone: the side that was called in the lost call gives up its own redial and answers the other's.
 */
import { inherit, liveAttempt, liveLegs, type CallRecord, type LegRecord } from "../calls/call-record.ts";
import { closeAttempt } from "../calls/dial.ts";
import { abandonAttempt } from "../calls/next-attempt.ts";
import { endCall } from "../calls/end-call.ts";
import { holdOthers } from "../calls/hold.ts";
import { beginAnswer } from "../incoming/answer.ts";
import { createIncomingCall } from "../incoming/create-incoming-call.ts";
import { note, putCall, type Turn } from "../turn.ts";
import { isSameParty } from "./same-party.ts";

/** A Tandem on the other side yields within a round trip. Whoever has not by then is a person with a handset, ms. */
const yieldsWithinMs = 2_000;

/** @returns the redial under way to the party whose call arrives. */
export function findCrossedRedial(turn: Turn, number: string | null): CallRecord | undefined {
  return turn.state.calls.findLast(
    (call) => isRedial(call) && isUnanswered(call) && isSameParty(call.remote.number, number),
  );
}

/** The party's own call rings for a redial that is under way to that party. */
export function meetCrossing(turn: Turn, redial: CallRecord, leg: LegRecord): void {
  note(turn, "info", `call:${redial.id}`, "its party is calling at the same time");
  turn.effects.push({ type: "leg.ring", inviteId: leg.inviteId });
  const met = putCall(turn, { ...redial, legs: [...redial.legs, { ...leg, atTwinDue: turn.at + yieldsWithinMs }] });
  if (redial.lostDirection === "incoming" && !redial.isEmergency) takeCallOfParty(turn, met);
}

export function passTimeOfCrossing(turn: Turn, call: CallRecord): void {
  if (!isRedial(call) || !isUnanswered(call)) return;
  if (liveLegs(call).some((leg) => leg.atTwinDue !== null && leg.atTwinDue <= turn.at)) takeCallOfParty(turn, call);
}

/** A redial that failed, busy for instance, while its party calls here: that call is the way. */
export function settleCrossings(turn: Turn): void {
  for (const call of turn.state.calls) {
    const hasFailed = call.end !== null && call.end.by !== "local" && call.atAnswered === null;
    if (isRedial(call) && hasFailed) takeCallOfParty(turn, call);
  }
}

function isRedial(call: CallRecord): boolean {
  return call.direction === "outgoing" && call.lostDirection !== null;
}

function isUnanswered(call: CallRecord): boolean {
  return call.state === "dialing" || call.state === "ringing";
}

/** The redial ends and the party's call is answered at once: the operator asked for this party already. */
function takeCallOfParty(turn: Turn, redial: CallRecord): void {
  const legs = liveLegs(redial);
  const [first] = legs;
  const policy = turn.state.config?.failover;
  if (first === undefined || policy === undefined) return;
  const ended = endCall(turn, withoutAttempt(turn, redial), { by: "system", reason: "rescued", code: null });
  putCall(turn, { ...ended, legs: ended.legs.filter((leg) => leg.outcome !== "ringing") });
  const own = createIncomingCall(turn, first, {
    remote: redial.remote,
    legs: legs.map((leg) => ({ ...leg, atTwinDue: null })),
    strongKey: legs.find((leg) => leg.strongKey !== null)?.strongKey ?? null,
    leftBehind: redial.leftBehind,
    ...inherit(redial),
  });
  note(turn, "info", `call:${redial.id}`, `its party's own call is answered as ${own.id}`);
  holdOthers(turn, own);
  beginAnswer(turn, putCall(turn, own), policy);
}

function withoutAttempt(turn: Turn, redial: CallRecord): CallRecord {
  const attempt = liveAttempt(redial);
  if (attempt === undefined) return redial;
  abandonAttempt(turn, attempt.inviteId);
  return closeAttempt(turn, redial, attempt, "cancelled", { why: null, code: null });
}
