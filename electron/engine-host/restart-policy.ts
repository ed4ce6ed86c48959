/** How long to wait before the engine is started again, from when it died before: at once, then ever slower. */
import type { Instant } from "../../shared/model/time.ts";

/** A death older than this no longer counts. */
export const forgetAfterMs = 300_000;

const waitsMs = [0, 1_000, 5_000, 30_000] as const;

/** @param deaths instants of every death so far, the one just noticed included. */
export function toRestartWaitMs(deaths: readonly Instant[], at: Instant): number {
  const recent = deaths.filter((death) => at - death < forgetAfterMs).length;
  return waitsMs[Math.min(Math.max(recent, 1), waitsMs.length) - 1] ?? 0;
}
