/** The outlet of the incidents: keeps the last of them, over starts and over the death of the engine that tells them. */
import type { Event, HostEvent } from "../../shared/contract/event.ts";
import type { UiMessage } from "../../shared/contract/wire.ts";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import { applyIncidentChange, createIncidentEntry } from "../../shared/model/fold-incident.ts";
import type { Incident, IncidentChange, IncidentEndWhy, IncidentWhat } from "../../shared/model/incident.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { KeptFile } from "../files/kept-file.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import type { Incidents } from "./incidents-file.ts";
import { beginOwnOutage, closeUnwatched, lastMsOf } from "./own-outage.ts";

export type IncidentsNeeds = {
  readonly file: KeptFile<Incidents>;
  readonly clock: Clock;
  readonly publish: (event: HostEvent) => void;
};

export type IncidentsOutlet = Outlet & {
  /** Newest first. */
  readonly list: () => Incidents;
  /** What a window that opens now must hear. */
  readonly message: () => UiMessage;
  /** Whoever used this computer leaves it. */
  readonly forgetAll: () => Promise<void>;
};

/** An outage has a few hundred news a minute at worst; the file hears of them together, ms. */
const writeAfterMs = 1_000;

export function createIncidentsOutlet({ file, clock, publish }: IncidentsNeeds): IncidentsOutlet {
  let incidents: Incidents = file.read().map(closeUnwatched);
  /** When each open incident opened, on main's own clock that never jumps. */
  const openings = new Map<string, Instant>();
  let cancelWriting: Cancel | null = null;

  const openOnes = () => incidents.filter(({ end }) => end === null);
  const ownOutage = () => incidents.find(({ serverId, end }) => serverId === null && end === null);

  function take(change: IncidentChange): void {
    incidents = applyIncidentChange(incidents, change);
    if (change.kind === "opened") openings.set(change.incident.id, clock.now() - lastMsOf(change.incident));
    if (change.kind === "closed") openings.delete(change.incidentId);
    cancelWriting ??= clock.after(writeAfterMs, write);
  }

  function write(): void {
    cancelWriting?.();
    cancelWriting = null;
    file.write(incidents);
  }

  /** What main says of it lies behind all that was told before. */
  function msNow(incident: Incident): number {
    const openedAt = openings.get(incident.id) ?? clock.now();
    return Math.max(lastMsOf(incident), Math.round(clock.now() - openedAt));
  }

  function tell(change: IncidentChange): void {
    publish({ type: "incident.noted", at: clock.wallNow(), change });
  }

  function note(incident: Incident, what: IncidentWhat): void {
    tell({ kind: "noted", incidentId: incident.id, entries: [createIncidentEntry(what, msNow(incident))], calls: [] });
  }

  function close(incident: Incident, why: IncidentEndWhy): void {
    tell({ kind: "closed", incidentId: incident.id, end: { ms: msNow(incident), why } });
  }

  function follow(event: Event, snapshot: Snapshot): void {
    const own = ownOutage();
    if (event.type === "engine.changed" && event.engine.state === "lost") {
      for (const incident of openOnes()) {
        note(incident, "engineLost");
        if (incident.serverId !== null) close(incident, "engineLost");
      }
      if (own === undefined) tell({ kind: "opened", incident: beginOwnOutage(snapshot, event.at) });
    } else if (own !== undefined && event.type === "engine.changed" && event.engine.state === "running") {
      note(own, "engineBack");
    } else if (own !== undefined && event.type === "reachability.changed" && event.reachability !== "none") {
      note(own, "ready");
      close(own, "healed");
    }
  }

  return {
    name: "incidents",
    receive(event, snapshot) {
      if (event.type === "incident.changed" || event.type === "incident.noted") take(event.change);
      else follow(event, snapshot);
    },
    stop() {
      for (const incident of openOnes()) {
        const end = { ms: msNow(incident), why: "stopped" } as const;
        incidents = applyIncidentChange(incidents, { kind: "closed", incidentId: incident.id, end });
      }
      if (cancelWriting !== null || openings.size > 0) write();
      return file.settle();
    },
    forgetAll() {
      incidents = [];
      openings.clear();
      write();
      return file.settle();
    },
    list: () => incidents,
    message: () => ({ type: "incidents", incidents: [...incidents] }),
  };
}
