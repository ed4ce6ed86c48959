/** Which call a headset's keys are about. */
import { isRingingHere } from "../../../../shared/model/call.ts";
import { isAside, isUp, liveLegs, type CallRecord } from "../calls/call-record.ts";

/** The call that is talked on, dialled or being answered; one that was lost with its server comes last, a held one never. */
export function findInHand(calls: readonly CallRecord[]): CallRecord | null {
  const live = calls.filter((call) => call.state !== "ended" && !isAside(call));
  return (
    live.find((call) => call.state === "active") ??
    live.find((call) => call.direction === "outgoing" && !isUp(call)) ??
    live.find((call) => isRingingHere(call) && call.answering.kind !== "no") ??
    live.find((call) => call.state === "stranded") ??
    null
  );
}

/** The call that came first of those that wait to be answered. */
export function findRinging(calls: readonly CallRecord[]): CallRecord | null {
  return calls.find((call) => isRingingHere(call) && call.answering.kind === "no" && liveLegs(call).length > 0) ?? null;
}

/** The held call, if it is clear which one is meant. */
export function findOnlyHeld(calls: readonly CallRecord[]): CallRecord | null {
  const [held, ...more] = calls.filter((call) => call.state === "active" && isAside(call));
  return held === undefined || more.some((call) => !held.isInConference || !call.isInConference) ? null : held;
}
