/** The history as a file for other programs: CSV that no spreadsheet takes for a formula, or JSON. */
import { talkedMsOf, type PastCall } from "../../shared/model/past-call.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import { markOfUtf8, toCsvLine, type Cell } from "../records/csv-line.ts";

export type ExportFormat = "csv" | "json";

export type FileLines = {
  readonly first: string;
  /** @param isFirst none stands before it. */
  readonly toLine: (call: PastCall, isFirst: boolean) => string;
  readonly last: string;
};

const cells: Readonly<Record<string, (call: PastCall, nameOf: (serverId: string) => string) => Cell>> = {
  started: ({ atStarted }) => toIso(atStarted),
  answered: ({ atAnswered }) => toIso(atAnswered),
  ended: ({ atEnded }) => toIso(atEnded),
  direction: ({ direction }) => direction,
  number: ({ remote }) => remote.number,
  /** As the window names them. */
  name: ({ remote }) => remote.known?.name ?? remote.name,
  server: ({ serverId }, nameOf) => nameOf(serverId),
  /** Every server that was tried or rang, in order. */
  servers: ({ attempts, legs }, nameOf) => [...attempts, ...legs].map(({ serverId }) => nameOf(serverId)).join(" → "),
  outcome: ({ end }) => end.reason,
  endedBy: ({ end }) => end.by,
  code: ({ end }) => end.code,
  talkedSeconds: (call) => toSeconds(talkedMsOf(call)),
  mos: ({ quality }) => quality?.mos ?? null,
  worstMos: ({ worstMos }) => worstMos,
  note: ({ note }) => note,
  wrapUp: ({ wrapUp }) => wrapUp?.name ?? null,
  queue: ({ queue }) => queue,
  id: ({ id }) => id,
  goesOnWith: ({ rescueOf }) => rescueOf,
};

/** @param servers names by id; a server that is called nothing now keeps its id. */
export function toFileLines(
  format: ExportFormat,
  { at, servers }: { readonly at: EpochMs; readonly servers: Readonly<Record<string, string>> },
): FileLines {
  const nameOf = (id: string) => servers[id] ?? id;
  return format === "csv"
    ? {
        first: `${markOfUtf8}${toCsvLine(Object.keys(cells))}`,
        toLine: (call) => toCsvLine(Object.values(cells).map((cell) => cell(call, nameOf))),
        last: "",
      }
    : {
        first: `{"version":1,"at":${at},"servers":${JSON.stringify(servers)},"calls":[\n`,
        toLine: (call, isFirst) => `${isFirst ? "" : ",\n"}${JSON.stringify(call)}`,
        last: "\n]}\n",
      };
}

function toIso(at: EpochMs | null): Cell {
  return at === null ? null : new Date(at).toISOString();
}

function toSeconds(ms: number | null): Cell {
  return ms === null ? null : Math.round(ms / 1_000);
}
