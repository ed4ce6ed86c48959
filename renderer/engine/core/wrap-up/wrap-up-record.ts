/** The work after a call as the core keeps it: time, or only a question, for one call, and those that are asked about after it. */
import type { CallId } from "../../../../shared/model/ids.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { PhoneState } from "../phone-state.ts";

/** Where no time runs, the reason may be given for so long, ms. */
export const asksForMs = 60_000;
/** What was just chosen or written can still be read and put right, ms. */
export const readableMs = 5_000;
/** Of so many calls the reason is asked at most; whoever gives none all day is not asked about each. */
export const mostAsked = 10;

/**
 *  (call ends) → time → question → null      time: where the document has it and nobody is talked to
 *                    └──────────→ null       question: no time runs; one that is needed stays until it is answered,
 *                                            and is followed by that of the next call that waits
 */
export type WrapUpRecord = {
  /** Asked about: of those that are, the one that ended first. The time is that of the last. */
  readonly callId: CallId;
  /** Asked about after it, the oldest first: their reason is needed too. */
  readonly waiting: readonly CallId[];
  readonly atSince: Instant;
  /** When the time is over; null: none runs. */
  readonly atUntil: Instant | null;
  readonly isExtended: boolean;
  /** When a question that need not be answered, or was, is put away. */
  readonly atForgotten: Instant;
};

/** The document wants a reason for the call that is asked about, and none is given. */
export function isReasonMissing(state: PhoneState): boolean {
  return state.wrapUp !== null && isOwed(state, state.wrapUp.callId);
}

/** The document wants a reason for that call, and none is given. */
export function isOwed({ config, calls }: PhoneState, callId: CallId): boolean {
  return config?.wrapUp?.isReasonNeeded === true && calls.some(({ id, wrapUp }) => id === callId && wrapUp === null);
}

/** It is asked about now, or will be. */
export function isAskedAbout({ wrapUp }: PhoneState, callId: CallId): boolean {
  return wrapUp !== null && (wrapUp.callId === callId || wrapUp.waiting.includes(callId));
}

/** When it changes by itself; null: it does not. */
export function momentOfWrapUp(state: PhoneState): Instant | null {
  const { wrapUp } = state;
  if (wrapUp === null) return null;
  const atNext = isReasonMissing(state) ? null : wrapUp.atForgotten;
  if (wrapUp.atUntil === null) return atNext;
  return atNext === null || wrapUp.waiting.length === 0 ? wrapUp.atUntil : Math.min(wrapUp.atUntil, atNext);
}
