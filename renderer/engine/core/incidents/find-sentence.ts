/** What the operator was told: the window's one sentence, by the same function that the window and the tray use. */
import { createEmptySnapshot } from "../../../../shared/contract/apply-event.ts";
import { isSameValue } from "../../../../shared/lib/same-value.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { ShownSentence } from "../../../../shared/model/incident.ts";
import { describeReachability } from "../../../../shared/model/reachability-sentence.ts";
import type { Phone } from "../../../../shared/model/snapshot.ts";
import { find, type Finding, type Moment } from "./moment.ts";

/**
 * @param of the outage in whose story it stands.
 * @param told the sentence that stood until now.
 */
export function findSentence({ viewAfter, at }: Moment, of: ServerId, told: ShownSentence): Finding | null {
  const sentence = describeView(viewAfter);
  return isSameValue(told, sentence) ? null : find({ of, at, what: "sentence", sentence });
}

export function describeView(view: Phone): ShownSentence {
  const { key, params } = describeReachability({
    ...createEmptySnapshot(0),
    ...view,
    // What the operator does after a call is no part of an outage.
    wrapUp: null,
    engine: { state: "running" },
    configuration: { state: "good", problem: null, setUp: "closed" },
  });
  // The moment a sentence may name is the story's own.
  const { atSince: _atSince, ...names } = params;
  return { key, params: names };
}
