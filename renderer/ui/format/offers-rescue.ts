/** Whether, and through which server, a call that was lost with its server can be called back. */
import type { Call } from "../../../shared/model/call.ts";
import { isFeatureCode } from "../../../shared/model/dial-target.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";

export type RescueOffer = { readonly serverName: string | null };

/** @returns null where no call back is offered: nothing was lost, the number is withheld or a code, or it was done. */
export function offersRescue(
  call: Call,
  snapshot: Pick<Snapshot, "calls" | "servers" | "nextCall">,
): RescueOffer | null {
  if (!isLost(call) || call.remote.number === null || isFeatureCode(call.remote.number)) return null;
  if (snapshot.calls.some((other) => other.rescueOf === call.id)) return null;
  const { servers, nextCall } = snapshot;
  const next = servers.find((server) => server.id === nextCall.serverId && server.state === "ready");
  const through = next ?? servers.find((server) => server.id !== call.serverId && server.state === "ready");
  return { serverName: through?.name ?? null };
}

function isLost(call: Call): boolean {
  if (call.state === "stranded") return true;
  return call.end?.reason === "signallingLost" || call.end?.reason === "serverLost";
}
