/** For how long it is told that somebody spoke while muted. */
import type { Call } from "../../../shared/model/call.ts";
import type { EpochMs } from "../../../shared/model/time.ts";

const toldForMs = 10_000;

export type MutedSpeech = { readonly isTold: boolean; readonly atNextChange: EpochMs | null };

export function findMutedSpeech(calls: readonly Call[], now: EpochMs): MutedSpeech {
  const ends = calls.flatMap(({ state, muted, held, atSpokeMuted }) =>
    state === "active" && muted && !held && atSpokeMuted !== null ? [atSpokeMuted + toldForMs] : [],
  );
  const last = Math.max(...ends);
  return last > now ? { isTold: true, atNextChange: last } : { isTold: false, atNextChange: null };
}
