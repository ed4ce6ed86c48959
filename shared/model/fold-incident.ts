/** The one fold of incidents; the engine, main and every window use it, so that all tell the same story. */
import { isSameValue } from "../lib/same-value.ts";
import { assertNever } from "../lib/assert-never.ts";
import {
  stepOf,
  type Incident,
  type IncidentCall,
  type IncidentChange,
  type IncidentCounts,
  type IncidentEntry,
  type IncidentWhat,
} from "./incident.ts";

/** A story of a server that flaps all day stays readable and small. */
export const mostEntries = 100;
/** How it began is never left out. */
export const firstEntriesKept = 40;
export const mostCalls = 50;
/** Weeks of trouble; below a megabyte as outages go, a few at worst. */
export const mostIncidents = 200;

/** An incident of which nothing was told yet. */
export function createEmptyIncident(about: Pick<Incident, "id" | "serverId" | "atOpened" | "servers">): Incident {
  return {
    ...about,
    end: null,
    calls: [],
    callsOmitted: 0,
    entries: [],
    entriesOmitted: 0,
    counts: { failovers: 0, failbacks: 0, carriedOver: 0, stranded: 0, lost: 0, rescued: 0 },
  };
}

/** It happened once. @param ms since the incident's opening. */
export function createIncidentEntry(
  what: IncidentWhat,
  ms: number,
  about: Partial<Omit<IncidentEntry, "ms" | "step" | "what">> = {},
): IncidentEntry {
  const none = { serverId: null, callId: null, code: null, reason: null, sentence: null };
  return { ms, step: stepOf(what), what, times: 1, lastMs: ms, ...none, ...about };
}

/** @param incidents newest first. A change to an incident that is not among them changes nothing. */
export function applyIncidentChange(incidents: readonly Incident[], change: IncidentChange): readonly Incident[] {
  switch (change.kind) {
    case "opened":
      return [change.incident, ...incidents.filter(({ id }) => id !== change.incident.id)].slice(0, mostIncidents);
    case "noted":
      return replaceOne(incidents, change.incidentId, (incident) =>
        addToIncident(incident, change.entries, change.calls),
      );
    case "closed":
      return replaceOne(incidents, change.incidentId, (incident) => ({ ...incident, end: change.end }));
    default:
      return assertNever(change);
  }
}

function replaceOne(
  incidents: readonly Incident[],
  id: string,
  replace: (incident: Incident) => Incident,
): readonly Incident[] {
  const index = incidents.findIndex((incident) => incident.id === id);
  const found = incidents[index];
  return found === undefined ? incidents : incidents.with(index, replace(found));
}

export function addToIncident(
  incident: Incident,
  entries: readonly IncidentEntry[],
  calls: readonly IncidentCall[] = [],
): Incident {
  return entries.reduce(addEntry, calls.reduce(addCall, incident));
}

function addCall(incident: Incident, call: IncidentCall): Incident {
  if (incident.calls.some(({ callId }) => callId === call.callId)) return incident;
  if (incident.calls.length >= mostCalls) return { ...incident, callsOmitted: incident.callsOmitted + 1 };
  return { ...incident, calls: [...incident.calls, call] };
}

function addEntry(incident: Incident, entry: IncidentEntry): Incident {
  const counts = count(incident.counts, entry.what);
  const known = findAlike(incident.entries, entry);
  if (known !== -1) {
    const entries = incident.entries.map((one, index) =>
      index === known ? { ...one, times: one.times + entry.times, lastMs: entry.lastMs } : one,
    );
    return { ...incident, entries, counts };
  }
  if (incident.entries.length < mostEntries) return { ...incident, entries: [...incident.entries, entry], counts };
  return {
    ...incident,
    entries: [...incident.entries.toSpliced(firstEntriesKept, 1), entry],
    entriesOmitted: incident.entriesOmitted + 1,
    counts,
  };
}

/**
 * Twenty tries to connect are one line with a count. A decision always stands for itself, and what comes after the
 * server was back is another story than what came before.
 */
function findAlike(entries: readonly IncidentEntry[], entry: IncidentEntry): number {
  if (entry.step === "decided" || entry.step === "shown" || entry.what === "ready") return -1;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const one = entries[index];
    if (one === undefined || one.what === "ready") return -1;
    if (isAlike(one, entry)) return index;
  }
  return -1;
}

function isAlike(one: IncidentEntry, other: IncidentEntry): boolean {
  const same = { ms: 0, lastMs: 0, times: 1 };
  return isSameValue({ ...one, ...same }, { ...other, ...same });
}

const counterOf: Partial<Record<IncidentWhat, keyof IncidentCounts>> = {
  failover: "failovers",
  failback: "failbacks",
  carriedOver: "carriedOver",
  stranded: "stranded",
  callLost: "lost",
  rescue: "rescued",
  joined: "rescued",
};

function count(counts: IncidentCounts, what: IncidentWhat): IncidentCounts {
  const counter = counterOf[what];
  return counter === undefined ? counts : { ...counts, [counter]: counts[counter] + 1 };
}
