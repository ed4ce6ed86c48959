/** The first of several moments, some of which may never come. */
import type { Instant } from "../../../shared/model/time.ts";

/** @returns null when none of them comes. */
export function earliest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce<Instant | null>(
    (first, at) => (at !== null && (first === null || at < first) ? at : first),
    null,
  );
}
