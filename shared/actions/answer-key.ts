/** What a press of the key that answers and hangs up means now: in doubt it hangs up nobody. */
import { isRingingHere, type Call } from "../model/call.ts";
import { handsOffMs } from "../model/hands-off.ts";
import type { CallId } from "../model/ids.ts";
import type { EpochMs } from "../model/time.ts";

export type AnswerPress =
  | { readonly kind: "answer"; readonly callId: CallId }
  /** A conference is one conversation. */
  | { readonly kind: "hangUp"; readonly callIds: readonly CallId[] }
  /** It would have hung up, but too soon after something else. */
  | { readonly kind: "tooSoon" }
  | { readonly kind: "nothing" };

export type AnswerPressNeeds = {
  readonly calls: readonly Call[];
  /** What this key does: one of them, or both. */
  readonly does: { readonly answer: boolean; readonly hangUp: boolean };
  readonly atNow: EpochMs;
  /** The last press of any such key, whatever came of it; so soon after it nothing is hung up either. */
  readonly atLastPress: EpochMs | null;
};

export function decideAnswerPress({ calls, does, atNow, atLastPress }: AnswerPressNeeds): AnswerPress {
  const [ringing] = listRinging(calls);
  if (does.answer && ringing !== undefined) return { kind: "answer", callId: ringing.id };
  const inHand = does.hangUp ? findInHand(calls) : null;
  if (inHand === null) return { kind: "nothing" };
  const isRecent = (at: EpochMs | null) => at !== null && Math.abs(atNow - at) < handsOffMs;
  const isTooSoon = isRecent(atLastPress) || calls.some((call) => isRecent(toEndOfRinging(call)));
  return isTooSoon
    ? { kind: "tooSoon" }
    : { kind: "hangUp", callIds: conversationOf(inHand, calls).map(({ id }) => id) };
}

/** First come, first answered. */
export function listRinging(calls: readonly Call[]): readonly Call[] {
  return calls.filter(isRingingHere).sort((a, b) => a.atStarted - b.atStarted);
}

/** The call that is talked on, else the one that is being dialled; one that waits on hold is never hung up by a key. */
export function findInHand(calls: readonly Call[]): Call | null {
  const talking = calls.find(({ state, held }) => (state === "active" || state === "stranded") && !held);
  return talking ?? calls.find((call) => call.state === "dialing" || isRingingThere(call)) ?? null;
}

function conversationOf(call: Call, calls: readonly Call[]): readonly Call[] {
  return call.inConference ? calls.filter(({ inConference, state }) => inConference && state !== "ended") : [call];
}

function isRingingThere({ direction, state }: Call): boolean {
  return direction === "outgoing" && state === "ringing";
}

/** An answer of either side, or the moment an incoming call was over before one. */
function toEndOfRinging({ direction, atAnswered, atEnded }: Call): EpochMs | null {
  return atAnswered ?? (direction === "incoming" ? atEnded : null);
}
