/** A whole Snapshot: two ready servers and no call unless told otherwise; reachability follows the servers. */
import { ServerId } from "../../shared/model/ids.ts";
import type { NextCall, NextCallWhy, Reachability, Server } from "../../shared/model/server.ts";
import { allIsKept } from "../../shared/model/keeping.ts";
import { defaultSettings } from "../../shared/model/settings.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { aBackupServer, aServer, atFixture } from "./a-server.ts";

/** What a desk with a headset and loudspeakers has. */
export const someDevices = {
  inputs: [
    { id: "in-headset", label: "Jabra Evolve2 65" },
    { id: "in-camera", label: "HD Webcam C920" },
  ],
  outputs: [
    { id: "out-headset", label: "Jabra Evolve2 65" },
    { id: "out-speakers", label: "Built-in Speakers" },
  ],
  systemOutput: "Built-in Speakers",
};

export function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const servers = overrides.servers ?? [aServer(), aBackupServer()];
  return {
    seq: 100,
    at: atFixture,
    account: { user: "1001", displayName: "Anna" },
    servers,
    reachability: reachabilityOf(servers),
    nextCall: aNextCall(),
    preferredServerId: null,
    dnd: false,
    calls: [],
    devices: { microphone: { state: "ok", message: null, open: false, device: null }, ...someDevices },
    headsets: [],
    colleagues: [],
    voicemail: null,
    agent: null,
    parking: null,
    wrapUp: null,
    engine: { state: "running" },
    configuration: { state: "good", problem: null, setUp: "closed" },
    settings: defaultSettings,
    heldSettings: [],
    heldFrom: {},
    missed: 0,
    history: { state: "ready", trouble: null, mayErase: true, mayExport: true, recordings: "hidden" },
    certificates: [],
    keeping: allIsKept,
    update: null,
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
