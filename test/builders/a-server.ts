/** A server as outlets see it, ready and healthy unless told otherwise. */
import { ServerId } from "../../shared/model/ids.ts";
import type { Server } from "../../shared/model/server.ts";

/** The instant at which every built fixture stands, unless told otherwise. */
export const atFixture = Date.UTC(2026, 2, 11, 14, 2, 30);

export type ServerOverrides = Partial<Omit<Server, "id">> & { readonly id?: string };

export function aServer({ id = "main", ...overrides }: ServerOverrides = {}): Server {
  return {
    id: ServerId.parse(id),
    name: "Main",
    role: "primary",
    state: "ready",
    draining: false,
    overloaded: false,
    atSince: atFixture - 3_600_000,
    rttMs: 12,
    atExpires: atFixture + 90_000,
    atNextTry: null,
    reason: null,
    otherPlaces: 0,
    ...overrides,
  };
}

export function aBackupServer(overrides: ServerOverrides = {}): Server {
  return aServer({ id: "backup", name: "Backup", role: "backup", rttMs: 31, ...overrides });
}
