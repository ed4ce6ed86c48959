/** What only main can tell: that the engine was gone, what that cut short, and when this seat could be called again. */
import { addToIncident } from "../../shared/model/fold-incident.ts";
import {
  IncidentId,
  stepOf,
  type Incident,
  type IncidentCall,
  type IncidentEntry,
  type IncidentWhat,
} from "../../shared/model/incident.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { EpochMs } from "../../shared/model/time.ts";

/** The engine died in this moment. @param snapshot as it was when it died, its calls still in it. */
export function beginOwnOutage({ calls, servers }: Snapshot, at: EpochMs): Incident {
  const lost = calls.filter((call) => call.state !== "ended");
  const empty: Incident = {
    id: IncidentId.parse(`engine-${at}`),
    serverId: null,
    atOpened: at,
    end: null,
    servers: servers.map(({ id, name }) => ({ id, name })),
    calls: [],
    callsOmitted: 0,
    entries: [],
    entriesOmitted: 0,
    counts: { failovers: 0, failbacks: 0, carriedOver: 0, stranded: 0, lost: 0, rescued: 0 },
  };
  return addToIncident(
    empty,
    [
      toOwnEntry("engineLost", 0),
      ...lost.map(({ id, serverId }) => ({ ...toOwnEntry("callLost", 0), callId: id, serverId })),
      { ...toOwnEntry("sentence", 0), sentence: { key: "reachability.engineLost", params: {} } },
    ],
    lost.map(({ id, direction, remote, rescueOf }): IncidentCall => ({ callId: id, direction, remote, rescueOf })),
  );
}

/** @param ms since the incident's opening. */
export function toOwnEntry(what: IncidentWhat, ms: number): IncidentEntry {
  const none = { serverId: null, callId: null, code: null, reason: null, sentence: null };
  return { ms, step: stepOf(what), what, times: 1, lastMs: ms, ...none };
}

export function lastMsOf({ entries }: Incident): number {
  return Math.max(0, ...entries.map(({ lastMs }) => lastMs));
}

/** Left open by an earlier run: how it went on, nobody saw. */
export function closeUnwatched(incident: Incident): Incident {
  if (incident.end !== null) return incident;
  const ms = lastMsOf(incident);
  return { ...addToIncident(incident, [toOwnEntry("unwatched", ms)]), end: { ms, why: "stopped" } };
}
