/** A server's name by its id; the id itself where the policy no longer knows it. */
import type { ServerId } from "../../../shared/model/ids.ts";
import type { Server } from "../../../shared/model/server.ts";

export function nameServer(servers: readonly Server[], id: ServerId): string {
  return servers.find((server) => server.id === id)?.name ?? id;
}
