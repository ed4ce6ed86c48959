/** One outage as a row: what it was in one sentence, what it meant for calls, and whether it is over. */
import type { MessageKey } from "../../../../shared/i18n/catalogues.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { Incident, IncidentEntry } from "../../../../shared/model/incident.ts";
import type { Server } from "../../../../shared/model/server.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import type { IconName } from "../../components/icon.tsx";
import { formatLength } from "../../format/format-length.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export type IncidentRow = {
  readonly id: string;
  readonly at: EpochMs;
  readonly state: "open" | "healed" | "unwatched";
  readonly icon: IconName;
  readonly stateLabel: MessageKey;
  readonly headline: Sentence;
  readonly details: readonly Sentence[];
};

const looks = {
  open: { icon: "warning", stateLabel: "incidents.open" },
  healed: { icon: "healed", stateLabel: "incidents.healed" },
  unwatched: { icon: "unknown", stateLabel: "incidents.unwatched" },
} as const;

export function toIncidentRow(incident: Incident, servers: readonly Server[], locale: string): IncidentRow {
  const { id, atOpened, end } = incident;
  const state = end === null ? "open" : end.why === "engineLost" || end.why === "stopped" ? "unwatched" : "healed";
  return {
    id,
    at: atOpened,
    state,
    ...looks[state],
    headline: describeIncident(incident, servers, locale),
    details: describeCosts(incident),
  };
}

type Headline = "lost" | "slow" | "overloaded" | "refused" | "asleep" | "alone" | "call" | "dial" | "engine";

function describeIncident(incident: Incident, servers: readonly Server[], locale: string): Sentence {
  const { end, entries } = incident;
  const kind = findHeadline(incident);
  const away = entries.find(({ what }) => what === "failover") ?? entries.find(({ what }) => what === "carriedOver");
  const back = entries.findLast(({ what }) => what === "failback");
  const lengthMs = (back?.ms ?? end?.ms ?? 0) - (away?.ms ?? 0);
  const params = {
    server: nameIn(incident, servers, incident.serverId),
    next: nameIn(incident, servers, away?.serverId ?? null),
    length: formatLength(lengthMs, locale),
  };
  return { key: end === null ? `incident.${kind}.open` : `incident.${kind}`, params };
}

function findHeadline({ serverId, entries, counts }: Incident): Headline {
  if (serverId === null) return "engine";
  const away = entries.filter(({ what }) => what === "failover" || what === "moved");
  if (away.some((entry) => entry.serverId === null)) return "alone";
  if (counts.failovers === 0) return counts.carriedOver > 0 ? "dial" : "call";
  return findCause(entries);
}

/** The gravest thing that was seen of the server names the outage. */
function findCause(entries: readonly IncidentEntry[]): Headline {
  const has = (test: (entry: IncidentEntry) => boolean) => entries.some(test);
  if (has(({ what }) => what === "refused")) return "refused";
  if (has(({ what, reason }) => what === "lost" && reason !== "asleep")) return "lost";
  if (has(({ what }) => what === "overloaded")) return "overloaded";
  return has(({ reason }) => reason === "asleep") ? "asleep" : "slow";
}

function describeCosts({ counts, end }: Incident): Sentence[] {
  const costs = [
    ["incident.carriedOver", counts.carriedOver],
    ["incident.stranded", counts.stranded],
    ["incident.lostCalls", counts.lost],
    ["incident.rescued", counts.rescued],
  ] as const;
  const told = costs.flatMap(([key, count]): Sentence[] => (count === 0 ? [] : [{ key, params: { count } }]));
  return end === null || end.why === "healed" ? told : [...told, { key: `incident.end.${end.why}` }];
}

/** The server as it was called then, else as it is called now. */
export function nameIn(incident: Incident, servers: readonly Server[], id: ServerId | null): string {
  if (id === null) return "";
  const then = incident.servers.find((server) => server.id === id);
  return then?.name ?? servers.find((server) => server.id === id)?.name ?? id;
}
