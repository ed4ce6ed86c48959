/** What only main can tell: that the engine was gone, what that cut short, and when this seat could be called again. */
import { addToIncident, createEmptyIncident, createIncidentEntry } from "../../shared/model/fold-incident.ts";
import { IncidentId, type Incident, type IncidentCall } from "../../shared/model/incident.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { EpochMs } from "../../shared/model/time.ts";

/** The engine died in this moment. @param snapshot as it was when it died, its calls still in it. */
export function beginOwnOutage({ calls, servers }: Snapshot, at: EpochMs): Incident {
  const lost = calls.filter((call) => call.state !== "ended");
  return addToIncident(
    createEmptyIncident({
      id: IncidentId.parse(`engine-${at}`),
      serverId: null,
      atOpened: at,
      servers: servers.map(({ id, name }) => ({ id, name })),
    }),
    [
      createIncidentEntry("engineLost", 0),
      ...lost.map(({ id, serverId }) => createIncidentEntry("callLost", 0, { callId: id, serverId })),
      createIncidentEntry("sentence", 0, { sentence: { key: "reachability.engineLost", params: {} } }),
    ],
    lost.map(({ id, direction, remote, rescueOf }): IncidentCall => ({ callId: id, direction, remote, rescueOf })),
  );
}

export function lastMsOf({ entries }: Incident): number {
  return Math.max(0, ...entries.map(({ lastMs }) => lastMs));
}

/** Left open by an earlier run: how it went on, nobody saw. */
export function closeUnwatched(incident: Incident): Incident {
  if (incident.end !== null) return incident;
  const ms = lastMsOf(incident);
  return { ...addToIncident(incident, [createIncidentEntry("unwatched", ms)]), end: { ms, why: "stopped" } };
}
