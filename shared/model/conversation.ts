/** A conversation: one call, or a call and whatever calls brought it back after its server was lost. */
import type { Call } from "./call.ts";
import type { CallId } from "./ids.ts";
import type { EpochMs } from "./time.ts";

/** A rescue takes the place of the call it rescues. */
function atFirstStarted(call: Call, calls: readonly Call[]): EpochMs {
  const rescued = calls.find((other) => other.id === call.rescueOf);
  return rescued === undefined ? call.atStarted : atFirstStarted(rescued, calls);
}

/** One card for a conversation, whichever of its calls it is on: what is typed there survives a rescue. */
export function toFirstOfConversation(call: Call, calls: readonly Call[]): CallId {
  const rescued = calls.find((other) => other.id === call.rescueOf);
  return rescued === undefined ? (call.rescueOf ?? call.id) : toFirstOfConversation(rescued, calls);
}

/** The oldest first: the order in which calls stand in the window and their keys are given. */
export function byFirstStarted(calls: readonly Call[]): (a: Call, b: Call) => number {
  return (a, b) => atFirstStarted(a, calls) - atFirstStarted(b, calls);
}
