/** The work after a call as the core keeps it: for one call at a time, with time or only with a question. */
import type { CallId } from "../../../../shared/model/ids.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { PhoneState } from "../phone-state.ts";

/** Where no time runs, the reason may be given for so long, ms. */
export const asksForMs = 60_000;
/** What was just chosen or written can still be read and put right, ms. */
export const readableMs = 5_000;

/**
 *  (call ends) → time → question → null      time: where the document has it and nobody is talked to
 *                    └──────────→ null       question: no time runs; one that is needed stays until it is answered
 */
export type WrapUpRecord = {
  readonly callId: CallId;
  readonly atSince: Instant;
  /** When the time is over; null: none runs. */
  readonly atUntil: Instant | null;
  readonly isExtended: boolean;
  /** When a question that need not be answered is put away. */
  readonly atForgotten: Instant;
};

/** The document wants a reason for that call, and none is given. */
export function isReasonMissing({ config, calls, wrapUp }: PhoneState): boolean {
  if (config?.wrapUp?.isReasonNeeded !== true || wrapUp === null) return false;
  return calls.some((call) => call.id === wrapUp.callId && call.wrapUp === null);
}

/** When it changes by itself; null: it does not. */
export function momentOfWrapUp(state: PhoneState): Instant | null {
  const { wrapUp } = state;
  if (wrapUp === null) return null;
  if (wrapUp.atUntil !== null) return wrapUp.atUntil;
  return isReasonMissing(state) ? null : wrapUp.atForgotten;
}
