/** The sentence about this seat as a key and its words, and whether it is the one that is shown in red. */
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import { formatTimeLeft } from "../../../../shared/i18n/format-time-left.ts";
import type { Chord } from "../../../../shared/model/chord.ts";
import { describeReachability } from "../../../../shared/model/reachability-sentence.ts";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export type StatusSentence = Sentence & { readonly isNone: boolean };

/** @param nameKeys how a chord is written here. */
export function toStatusSentence(
  snapshot: Snapshot,
  locale: string,
  nameKeys: (chord: Chord) => string,
  now: EpochMs = snapshot.at,
): StatusSentence {
  const { key, params } = describeReachability(snapshot);
  const { atSince, atUntil, chord, ...names } = params;
  return {
    key,
    params: {
      ...names,
      ...(atSince === undefined ? {} : { time: formatClockTime(Number(atSince), locale) }),
      ...(atUntil === undefined ? {} : { left: formatTimeLeft(Number(atUntil) - now) }),
      ...(chord === undefined ? {} : { chord: nameKeys(chord) }),
    },
    isNone: key === "reachability.none" || key === "reachability.noneAccepts",
  };
}
