/** After every decision: a call that ended here may have work after it, and the next call takes the operator away from it. */
import { isRingingHere } from "../../../../shared/model/call.ts";
import type { CallId } from "../../../../shared/model/ids.ts";
import type { WrapUpPolicy } from "../../../../shared/model/wrap-up-policy.ts";
import { isIn } from "../agent/is-pausable.ts";
import { saysWhoseQueue } from "../agent/says-whose-queue.ts";
import { isOver, isUp, type CallRecord } from "../calls/call-record.ts";
import type { PhoneState } from "../phone-state.ts";
import { note, putCall, type Turn } from "../turn.ts";
import { asksForMs, isOwed, isReasonMissing, mostAsked, readableMs } from "./wrap-up-record.ts";
import { endWrapUpTime, liftPause, pauseForWrapUp, putWrapUp } from "./wrap-up-time.ts";

/** @param before the state in which the decision began. */
export function settleWrapUp(turn: Turn, before: PhoneState): void {
  const policy = turn.state.config?.wrapUp ?? null;
  if (policy === null || turn.state.isStopping) {
    endWrapUpTime(turn);
    if (turn.state.wrapUp !== null) putWrapUp(turn, null);
    return;
  }
  if (turn.state.calls !== before.calls) {
    markCallsOfQueues(turn, before);
    const ended = turn.state.calls.filter((call) => isOver(call) && !wasOver(before, call));
    for (const call of ended) if (hasWorkAfter(call, policy)) begin(turn, call, policy);
    if (turn.state.calls.some(isInHand)) endWrapUpTime(turn);
  }
  putAway(turn);
}

export function passTimeOfWrapUp(turn: Turn): void {
  const { wrapUp } = turn.state;
  if (wrapUp !== null && wrapUp.atUntil !== null && wrapUp.atUntil <= turn.at) endWrapUpTime(turn, readableMs);
  putAway(turn);
}

/** Nothing more is asked about it; the next one that waits has its turn, in the time that is left, if any is. */
function putAway(turn: Turn): void {
  const { wrapUp } = turn.state;
  if (wrapUp === null) return;
  const waiting = wrapUp.waiting.filter((callId) => isOwed(turn.state, callId));
  if (waiting.length !== wrapUp.waiting.length) putWrapUp(turn, { ...wrapUp, waiting });
  if (wrapUp.atForgotten > turn.at || isReasonMissing(turn.state)) return;
  const [next, ...later] = waiting;
  if (next !== undefined)
    putWrapUp(turn, { ...wrapUp, callId: next, waiting: later, atForgotten: turn.at + asksForMs });
  else if (wrapUp.atUntil === null) putWrapUp(turn, null);
}

/** Where nothing in a call says that a queue sent it, what came in while the seat was in a queue is taken for that. */
function markCallsOfQueues(turn: Turn, before: PhoneState): void {
  for (const call of turn.state.calls) {
    if (call.direction !== "incoming" || !isUp(call) || call.isOfQueue) continue;
    const wasUp = before.calls.some((one) => one.id === call.id && isUp(one));
    if (!wasUp && isOfQueue(turn, call)) putCall(turn, { ...call, isOfQueue: true });
  }
}

function isOfQueue(turn: Turn, { queue }: CallRecord): boolean {
  return saysWhoseQueue(turn.state) ? queue !== null : turn.state.agent.queues.some((one) => isIn(turn, one));
}

function wasOver({ calls }: PhoneState, { id }: CallRecord): boolean {
  return calls.some((call) => call.id === id && isOver(call));
}

function isInHand(call: CallRecord): boolean {
  return !isOver(call) && !isRingingHere(call);
}

/** A conversation that goes on in a rescue, or waits parked, is not over; one that was asked for advice is part of another. */
function hasWorkAfter(call: CallRecord, { after }: WrapUpPolicy): boolean {
  if (call.atFirstAnswered === null || call.end?.reason === "rescued" || call.consultOf !== null) return false;
  if (call.transfer?.kind === "park" && call.end?.reason === "transferred") return false;
  if (after === "all") return true;
  if (after === "queueCalls") return call.isOfQueue;
  return (call.lostDirection ?? call.direction) === "incoming";
}

/** @returns those that still owe a reason, the oldest first, and behind them the one that has just ended. */
function listAsked(state: PhoneState, { id }: CallRecord): readonly CallId[] {
  const asked = state.wrapUp === null ? [] : [state.wrapUp.callId, ...state.wrapUp.waiting];
  return [...asked, id].filter((callId) => isOwed(state, callId)).slice(-mostAsked);
}

/** While somebody is talked to there is no time for it, but still the question. */
function begin(turn: Turn, call: CallRecord, policy: WrapUpPolicy): void {
  const timeMs = turn.state.calls.some(isInHand) ? 0 : policy.timeS * 1_000;
  if (timeMs === 0 && (policy.reasons.length === 0 || call.wrapUp !== null)) return;
  note(turn, "info", `call:${call.id}`, `wrap-up${timeMs === 0 ? "" : ` for ${policy.timeS} s`}`);
  const atUntil = timeMs === 0 ? null : turn.at + timeMs;
  const atForgotten = turn.at + asksForMs;
  const [callId = call.id, ...waiting] = listAsked(turn.state, call);
  putWrapUp(turn, { callId, waiting, atSince: turn.at, atUntil, isExtended: false, atForgotten });
  if (atUntil === null) liftPause(turn);
  else pauseForWrapUp(turn);
}
