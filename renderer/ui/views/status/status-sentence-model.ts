/** The sentence about this seat as a key and its words, and whether it is the one that is shown in red. */
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import { describeReachability } from "../../../../shared/model/reachability-sentence.ts";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export type StatusSentence = Sentence & { readonly isNone: boolean };

export function toStatusSentence(snapshot: Snapshot, locale: string): StatusSentence {
  const { key, params } = describeReachability(snapshot);
  const { atSince } = params;
  return {
    key,
    params: atSince === undefined ? params : { time: formatClockTime(Number(atSince), locale) },
    isNone: key === "reachability.none" || key === "reachability.noneAccepts",
  };
}
