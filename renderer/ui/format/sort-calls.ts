/** Puts every call of the Snapshot in its one place in the window: it rings, is in hand, or is over. */
import { listRinging } from "../../../shared/actions/answer-key.ts";
import { isRingingHere, type Call } from "../../../shared/model/call.ts";
import { byFirstStarted } from "../../../shared/model/conversation.ts";
import { toPastCall, type PastCall } from "../../../shared/model/past-call.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import type { EpochMs } from "../../../shared/model/time.ts";
import { offersRescue } from "../../../shared/model/offers-rescue.ts";

export type SortedCalls = {
  /** Rings here; first come first. */
  readonly ringing: readonly Call[];
  /** In hand, or over for so short a time, or so badly, that its card stays; oldest first. */
  readonly inHand: readonly Call[];
  /** Over, and what came of it may be said; its own card stands too where it can be called back. */
  readonly wrappedUp: Call | null;
  /** Over and without a card; newest first. */
  readonly recent: readonly PastCall[];
  /** When an ended call next leaves its card; null when none will by itself. */
  readonly atNextChange: EpochMs | null;
};

/** The card of an ended call stays this long, so that nothing moves under the pointer and the ending is read in place. */
export const lingerMs = 5_000;

type Sorted = Pick<Snapshot, "calls" | "servers" | "nextCall" | "wrapUp">;

/** @param earlier calls that left the Snapshot, or will soon; one that stands in both is shown once. */
export function sortCalls(snapshot: Sorted, now: EpochMs, earlier: readonly PastCall[] = []): SortedCalls {
  const { calls, wrapUp } = snapshot;
  const replaced = new Set([...calls, ...earlier].map(({ rescueOf }) => rescueOf));
  const isReplaced = ({ id }: Pick<Call, "id">) => replaced.has(id);
  const lingers = (call: Call) => hadCard(call) && now - (call.atEnded ?? 0) < lingerMs;
  const ended = calls.filter((call) => call.state === "ended" && !isReplaced(call));
  const wrappedUp = ended.find(({ id }) => id === wrapUp?.now?.callId) ?? null;
  const kept = ended.filter((call) => (call !== wrappedUp && lingers(call)) || offersRescue(call, snapshot) !== null);
  const live = calls.filter((call) => call.state !== "ended" && !isRingingHere(call) && !isReplaced(call));
  const gone = ended.filter((call) => call !== wrappedUp && !kept.includes(call)).map(toPastCall);
  const over = [
    ...gone.filter((call) => call !== null),
    ...earlier.filter((call) => !isReplaced(call) && !calls.some(({ id }) => id === call.id)),
  ];
  const waits = ended.filter(lingers).map((call) => (call.atEnded ?? 0) + lingerMs);
  return {
    ringing: listRinging(calls),
    wrappedUp,
    inHand: [...live, ...kept].sort(byFirstStarted(calls)),
    recent: over.sort((a, b) => b.atEnded - a.atEnded),
    atNextChange: waits.length === 0 ? null : Math.min(...waits),
  };
}

function hadCard(call: Call): boolean {
  return call.direction === "outgoing" || call.atAnswered !== null;
}
