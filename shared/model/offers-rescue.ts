/** Whether, and through which server, a call that was lost with its server can be called back. */
import type { Call } from "./call.ts";
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
  if (!isLost(call) || !call.mayRescue) return null;
  if (snapshot.calls.some((other) => other.rescueOf === call.id)) return null;
  const { servers, nextCall } = snapshot;
  const next = servers.find((server) => server.id === nextCall.serverId && server.state === "ready");
  const through = next ?? servers.find((server) => server.id !== call.serverId && server.state === "ready");
  return { through: through ?? null };
}

function isLost(call: Call): boolean {
  if (call.state === "stranded") return true;
  return call.end?.reason === "signallingLost" || call.end?.reason === "serverLost";
}
