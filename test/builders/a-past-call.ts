/** A call that is over, as the history keeps it. */
import { toPastCall, type PastCall } from "../../shared/model/past-call.ts";
import type { CallEnd } from "../../shared/model/call.ts";
import { anEndedCall, type CallOverrides } from "./a-call.ts";

/** A call that was answered and then ended by the other party 10 s ago. */
export function aPastCall(end: Partial<CallEnd> = {}, overrides: CallOverrides = {}): PastCall {
  const call = toPastCall(anEndedCall(end, overrides));
  if (call === null) throw new Error("An ended call has an end.");
  return call;
}

export function aMissedCall(overrides: CallOverrides = {}): PastCall {
  return aPastCall(
    { by: "system", reason: "missed" },
    { direction: "incoming", atAnswered: null, attempts: [], ...overrides },
  );
}
