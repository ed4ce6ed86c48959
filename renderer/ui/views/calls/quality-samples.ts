/** The last minute of a call's quality, for the plot: kept by the card that shows it, gone with the window. */
import { useEffect, useState } from "react";
import type { Quality } from "../../../../shared/model/call.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";

export type QualitySample = { readonly at: EpochMs; readonly quality: Quality };

export const shownMs = 60_000;

/** @returns oldest first; the last one before the minute stays, because it held at its beginning. */
export function addSample(samples: readonly QualitySample[], added: QualitySample): readonly QualitySample[] {
  const all = [...samples, added];
  const first = all.findLastIndex(({ at }) => at <= added.at - shownMs);
  return all.slice(Math.max(first, 0));
}

export function useQualitySamples(quality: Quality | null): readonly QualitySample[] {
  const [samples, setSamples] = useState<readonly QualitySample[]>([]);
  useEffect(() => {
    if (quality !== null) setSamples((before) => addSample(before, { at: Date.now(), quality }));
  }, [quality]);
  return samples;
}
