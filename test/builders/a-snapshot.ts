/** A whole Snapshot: two ready servers and no call unless told otherwise; reachability follows the servers. */
import { ServerId } from "../../shared/model/ids.ts";
import type { NextCall, NextCallWhy, Reachability, Server } from "../../shared/model/server.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { aBackupServer, aServer, atFixture } from "./a-server.ts";

export function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const servers = overrides.servers ?? [aServer(), aBackupServer()];
  return {
    seq: 100,
    at: atFixture,
    account: { user: "1001", displayName: "Anna" },
    servers,
    reachability: reachabilityOf(servers),
    nextCall: aNextCall(),
    dnd: false,
    calls: [],
    devices: { microphone: { state: "ok", message: null, open: false }, inputs: 2, outputs: 2 },
    engine: { state: "running" },
    configuration: { state: "good", problem: null },
    ...overrides,
  };
}

export function aNextCall(serverId: string | null = "main", why: NextCallWhy = "primaryReady"): NextCall {
  return { serverId: serverId === null ? null : ServerId.parse(serverId), why };
}

function reachabilityOf(servers: readonly Server[]): Reachability {
  const ready = servers.filter((server) => server.state === "ready").length;
  if (ready === 0) return "none";
  return ready === servers.length ? "all" : "some";
}
