/** Whether anybody is, or is about to be, talking: what quitting and engine restarts must respect. */
import type { Snapshot } from "../../shared/model/snapshot.ts";

export function isCallUp(snapshot: Snapshot): boolean {
  return snapshot.calls.some((call) => call.state !== "ended");
}
