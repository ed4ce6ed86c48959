/** A running or finished length of time; read by a screen reader when asked, never announced each second. */
import type { EpochMs } from "../../../shared/model/time.ts";
import { formatDuration } from "../format/format-duration.ts";
import { useNow } from "./use-now.ts";

export function Timer({ from, to }: { readonly from: EpochMs; readonly to: EpochMs | null }) {
  const now = useNow(to === null, from);
  return (
    <span className="timer" role="timer" aria-live="off">
      {formatDuration((to ?? now) - from)}
    </span>
  );
}
