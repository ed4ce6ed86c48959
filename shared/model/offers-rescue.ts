/** Whether, and through which server, a call that was lost with its server can be called back. */
import type { Call, CallEndReason } from "./call.ts";
import type { Server } from "./server.ts";
import type { Snapshot } from "./snapshot.ts";

export type RescueOffer = {
  /** Null while no server could take it; the offer stands all the same. */
  readonly through: Server | null;
};

/** @returns null where no call back is offered: nothing was lost, policy or number forbid it, or it was done. */
export function offersRescue(
  call: Call,
  snapshot: Pick<Snapshot, "calls" | "servers" | "nextCall">,
): RescueOffer | null {
  if (!isLostConversation(call) || !call.mayRescue) return null;
  if (snapshot.calls.some((other) => other.rescueOf === call.id)) return null;
  const { servers, nextCall } = snapshot;
  const able = servers.filter((server) => isUsable(server) && mayTake(server, call));
  const through =
    able.find((server) => server.id === nextCall.serverId) ?? able.find(({ state }) => state === "ready") ?? able[0];
  return { through: through ?? null };
}

/** @returns the server through which it can be called back at this moment. */
export function findWayBack(call: Call, snapshot: Pick<Snapshot, "calls" | "servers" | "nextCall">): Server | null {
  return offersRescue(call, snapshot)?.through ?? null;
}

function isUsable({ state }: Server): boolean {
  return state === "ready" || state === "doubtful";
}

/** A call that is up may come back by itself on its own server. */
function mayTake({ id }: Server, call: Call): boolean {
  return call.rescueServerIds.includes(id) && (call.state === "ended" || id !== call.serverId);
}

const lostReasons: ReadonlySet<CallEndReason> = new Set(["signallingLost", "serverLost", "transferFailed"]);
/** Nobody took the redial, and nobody refused it: the conversation is as lost as before. */
const failedReasons: ReadonlySet<CallEndReason> = new Set([
  "busy",
  "noAnswer",
  "notReachable",
  "serverUnavailable",
  "noServer",
  "missed",
]);

/** Stranded, ended because its server went away or lost it in a transfer, or a rescue of such a call that came to nothing. */
export function isLostConversation({
  state,
  end,
  rescueOf,
  atAnswered,
}: Pick<Call, "state" | "end" | "rescueOf" | "atAnswered">): boolean {
  if (state === "stranded") return true;
  if (state !== "ended" || end === null) return false;
  return lostReasons.has(end.reason) || (rescueOf !== null && atAnswered === null && failedReasons.has(end.reason));
}
