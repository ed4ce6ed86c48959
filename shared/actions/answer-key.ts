/** What a press of the key that answers and hangs up means now: in doubt it hangs up nobody. */
import { isRingingHere, type Call } from "../model/call.ts";
import type { CallId } from "../model/ids.ts";
import type { EpochMs } from "../model/time.ts";

/**
 * For so long after an answer, after an incoming call stopped ringing, and after the press before, the key hangs up
 * nothing, ms. A double press comes within half a second, and a held key repeats after a whole one at the latest; a caller
 * who gives up while the finger is on its way takes at most this long to be noticed.
 */
export const handsOffMs = 1_500;

export type AnswerPress =
  | { readonly kind: "answer"; readonly callId: CallId }
  | { readonly kind: "hangUp"; readonly callId: CallId }
  /** It would have hung up, but too soon after something else. */
  | { readonly kind: "tooSoon" }
  | { readonly kind: "nothing" };

export type AnswerPressNeeds = {
  readonly calls: readonly Call[];
  /** What this key does: one of them, or both. */
  readonly does: { readonly answer: boolean; readonly hangUp: boolean };
  readonly atNow: EpochMs;
  /** The last press of any such key, whatever came of it. */
  readonly atLastPress: EpochMs | null;
};

export function decideAnswerPress({ calls, does, atNow, atLastPress }: AnswerPressNeeds): AnswerPress {
  const ringing = findRinging(calls);
  if (does.answer && ringing !== null) return { kind: "answer", callId: ringing.id };
  const inHand = does.hangUp ? findInHand(calls) : null;
  if (inHand === null) return { kind: "nothing" };
  const isRecent = (at: EpochMs | null) => at !== null && Math.abs(atNow - at) < handsOffMs;
  const isTooSoon = isRecent(atLastPress) || calls.some((call) => isRecent(toEndOfRinging(call)));
  return isTooSoon ? { kind: "tooSoon" } : { kind: "hangUp", callId: inHand.id };
}

/** First come, first answered. */
export function findRinging(calls: readonly Call[]): Call | null {
  return calls.filter(isRingingHere).sort((a, b) => a.atStarted - b.atStarted)[0] ?? null;
}

/** The call that is talked on, else the one that is being dialled; one that waits on hold is never hung up by a key. */
export function findInHand(calls: readonly Call[]): Call | null {
  const talking = calls.find(({ state, held }) => (state === "active" || state === "stranded") && !held);
  return talking ?? calls.find((call) => call.state === "dialing" || isRingingThere(call)) ?? null;
}

function isRingingThere({ direction, state }: Call): boolean {
  return direction === "outgoing" && state === "ringing";
}

/** An answer of either side, or the moment an incoming call was over before one. */
function toEndOfRinging({ direction, atAnswered, atEnded }: Call): EpochMs | null {
  return atAnswered ?? (direction === "incoming" ? atEnded : null);
}
