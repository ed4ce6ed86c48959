/** How a call sounded in the minute before its fixture, for the plot of its figures: what was measured, and how long ago. */
import type { Snapshot } from "../../shared/model/snapshot.ts";

type Earlier = { readonly agoMs: number; readonly snapshot: Snapshot };

/** It got worse by and by. */
const scoresOfPoorSound = [
  [62_000, 4.2],
  [44_000, 3.9],
  [33_000, 4.1],
  [24_000, 3.3],
  [15_000, 2.9],
  [6_000, 2.4],
] as const;

/** @returns oldest first; none for a fixture that tells of no sound. */
export function soundBefore(fixture: string, snapshot: Snapshot | undefined): readonly Earlier[] {
  if (fixture !== "poorSound" || snapshot === undefined) return [];
  return scoresOfPoorSound.map(([agoMs, mos]) => ({
    agoMs,
    snapshot: {
      ...snapshot,
      calls: snapshot.calls.map((call) => ({
        ...call,
        quality: call.quality === null ? null : { ...call.quality, mos },
      })),
    },
  }));
}
