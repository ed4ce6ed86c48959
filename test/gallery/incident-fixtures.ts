/** The outages that the gallery's fixtures know of: one that goes on, some that are over, one whose end nobody saw. */
import { IncidentId, type Incident } from "../../shared/model/incident.ts";
import { addToIncident } from "../../shared/model/fold-incident.ts";
import { atFixture } from "../builders/a-server.ts";
import { anEmptyIncident, anIncident, anIncidentCall, anIncidentEntry } from "../builders/an-incident.ts";

const incidents: readonly Incident[] = [goingOn(), anIncident(), carriedOver(), unseen(), engineGone()];

/** @param fixture by its name in `fixtures.ts`. */
export function incidentsOf(fixture: string): readonly Incident[] {
  return fixture === "incidents" ? incidents : [];
}

function goingOn(): Incident {
  const main = { serverId: "main" };
  const empty = anEmptyIncident({ id: IncidentId.parse("main-now"), atOpened: atFixture - 41_000 });
  return addToIncident(empty, [
    anIncidentEntry(0, "probe", { ...main, times: 3, lastMs: 2_000 }),
    anIncidentEntry(1_000, "probeUnanswered", { ...main, times: 3, lastMs: 3_000 }),
    anIncidentEntry(1_000, "doubtful", { ...main, reason: "notAnswering" }),
    anIncidentEntry(1_000, "failover", { serverId: "backup" }),
    anIncidentEntry(3_000, "lost", { ...main, reason: "notAnswering" }),
  ]);
}

function carriedOver(): Incident {
  const call = { serverId: "main", callId: "call-7" };
  const empty = anEmptyIncident({ id: IncidentId.parse("main-dial"), atOpened: atFixture - 7_200_000 });
  const told = addToIncident(
    empty,
    [
      anIncidentEntry(0, "invite", call),
      anIncidentEntry(412, "inviteRejected", { ...call, code: 500 }),
      anIncidentEntry(412, "carriedOver", { ...call, serverId: "backup" }),
      anIncidentEntry(430, "ringing", { ...call, serverId: "backup" }),
    ],
    [anIncidentCall("call-7")],
  );
  return { ...told, end: { ms: 9_000, why: "healed" } };
}

function unseen(): Incident {
  const empty = anEmptyIncident({ id: IncidentId.parse("main-unseen"), atOpened: atFixture - 26 * 3_600_000 });
  const told = addToIncident(empty, [
    anIncidentEntry(0, "overloaded", { serverId: "main", code: 503 }),
    anIncidentEntry(0, "failover", { serverId: "backup" }),
    anIncidentEntry(9_000, "unwatched"),
  ]);
  return { ...told, end: { ms: 9_000, why: "stopped" } };
}

function engineGone(): Incident {
  const empty = anEmptyIncident({
    id: IncidentId.parse("engine-1"),
    serverId: null,
    atOpened: atFixture - 30 * 3_600_000,
  });
  const told = addToIncident(
    empty,
    [
      anIncidentEntry(0, "engineLost"),
      anIncidentEntry(0, "callLost", { serverId: "main", callId: "call-9" }),
      anIncidentEntry(1_830, "engineBack"),
      anIncidentEntry(2_410, "ready"),
    ],
    [anIncidentCall("call-9", { direction: "incoming", remote: { number: "0667778888", name: "Mori Aya" } })],
  );
  return { ...told, end: { ms: 2_410, why: "healed" } };
}
