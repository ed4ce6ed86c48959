/** The outlet of the incidents: keeps the last of them, over starts and over the death of the engine that tells them. */
import type { Event, HostEvent } from "../../shared/contract/event.ts";
import type { UiMessage } from "../../shared/contract/wire.ts";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import { applyIncidentChange, createIncidentEntry } from "../../shared/model/fold-incident.ts";
import type { Incident, IncidentChange, IncidentEndWhy, IncidentWhat } from "../../shared/model/incident.ts";
import { createErasedNumbers } from "../../shared/model/erased-numbers.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { KeptFile } from "../files/kept-file.ts";
import type { SweepAside } from "../files/sweep-aside.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import { forgetNumbers, isExpired, toIncidentsRules, type IncidentsRules } from "./expired-incidents.ts";
import type { Incidents } from "./incidents-file.ts";
import { beginOwnOutage, closeUnwatched, lastMsOf } from "./own-outage.ts";

export type IncidentsNeeds = {
  readonly file: KeptFile<Incidents>;
  readonly sweepAside: SweepAside;
  readonly clock: Clock;
  readonly publish: (event: HostEvent) => void;
  /** To every window that listens. */
  readonly show: (message: UiMessage) => void;
};

export type IncidentsOutlet = Outlet & {
  /** Newest first. */
  readonly list: () => Incidents;
  /** What a window that opens now must hear. */
  readonly message: () => UiMessage;
  /** The document in force decides what is kept; as long as there is none, nothing is erased. */
  readonly configure: (document: Pick<PolicyDocument, "incidents" | "history" | "dialing"> | null) => void;
  /** No outage names this number any more, nor who had it. */
  readonly forgetNumber: (number: string) => Promise<void>;
  /** Whoever used this computer leaves it. */
  readonly forgetAll: () => Promise<void>;
};

/** An outage has a few hundred news a minute at worst; the file hears of them together, ms. */
const writeAfterMs = 1_000;
/** What is too old goes within the hour, also where nothing happens. */
const trimEveryMs = 3_600_000;

export function createIncidentsOutlet({ file, sweepAside, clock, publish, show }: IncidentsNeeds): IncidentsOutlet {
  let incidents: Incidents = file.read().map(closeUnwatched);
  /** When each open incident opened, on main's own clock that never jumps. */
  const openings = new Map<string, Instant>();
  let cancelWriting: Cancel | null = null;
  let rules: IncidentsRules | null = null;
  let cancelTrimming: Cancel = () => undefined;

  const openOnes = () => incidents.filter(({ end }) => end === null);
  const ownOutage = () => incidents.find(({ serverId, end }) => serverId === null && end === null);

  function take(change: IncidentChange): void {
    incidents = forgetNumbers(applyIncidentChange(incidents, change), rules?.erased);
    if (change.kind === "opened") openings.set(change.incident.id, clock.now() - lastMsOf(change.incident));
    if (change.kind === "closed") openings.delete(change.incidentId);
    cancelWriting ??= clock.after(writeAfterMs, write);
  }

  function write(): void {
    cancelWriting?.();
    cancelWriting = null;
    file.write(incidents);
  }

  const message = (): UiMessage => ({ type: "incidents", incidents: [...incidents] });

  function keepOnly(kept: Incidents): void {
    const isSame = kept.length === incidents.length && kept.every((incident, index) => incident === incidents[index]);
    incidents = kept;
    if (!isSame || file.isBehind()) write();
    if (!isSame) show(message());
  }

  function trim(): void {
    cancelTrimming();
    if (rules === null) return;
    cancelTrimming = clock.after(trimEveryMs, trim);
    const { erased, keepMs } = rules;
    const atOldest = clock.wallNow() - keepMs;
    keepOnly(forgetNumbers(incidents, erased).filter((incident) => !isExpired(incident, atOldest)));
    void file.whileStill(() => sweepAside.byRules(atOldest, erased));
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
    configure(document) {
      if (document === null) return;
      rules = toIncidentsRules(document);
      trim();
    },
    async forgetNumber(number) {
      const erased = createErasedNumbers([number], rules?.country ?? null);
      keepOnly(forgetNumbers(incidents, erased));
      await file.whileStill(() => sweepAside.byRules(0, erased));
    },
    stop() {
      cancelTrimming();
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
      show(message());
      return file.whileStill(sweepAside.all);
    },
    list: () => incidents,
    message,
  };
}
