/** Between a call that is over and its row. */
import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { foldText } from "../../shared/lib/fold-text.ts";
import { PastCall, talkedMsOf } from "../../shared/model/past-call.ts";
import { toNumberKey } from "../../shared/model/number-spellings.ts";
import { startOfNumber } from "../records/search-text.ts";

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Every column but `seq` and `replaced`, in the order of {@link toRow}. */
export const columns = [
  "id",
  "direction",
  "server_id",
  "number",
  "name",
  "queue",
  "number_key",
  "at_started",
  "at_answered",
  "at_first_answered",
  "at_ended",
  "talked_ms",
  "outcome",
  "ended_by",
  "code",
  "mos",
  "loss_pct",
  "jitter_ms",
  "rtt_ms",
  "worst_mos",
  "note",
  "wrap_up_id",
  "wrap_up",
  "rescue_of",
  "attempts",
  "legs",
  "recording",
  "text",
] as const;

export type Values = Record<Exclude<(typeof columns)[number], "text">, SQLInputValue> & { readonly text: string };

export function toRow(call: PastCall): Values {
  const { remote, quality, end } = call;
  return {
    id: call.id,
    direction: call.direction,
    server_id: call.serverId,
    number: remote.number,
    name: remote.name,
    queue: call.queue,
    number_key: toNumberKey(remote.number ?? ""),
    at_started: call.atStarted,
    at_answered: call.atAnswered,
    at_first_answered: call.atFirstAnswered,
    at_ended: call.atEnded,
    talked_ms: talkedMsOf(call),
    outcome: end.reason,
    ended_by: end.by,
    code: end.code,
    mos: quality?.mos ?? null,
    loss_pct: quality?.lossPct ?? null,
    jitter_ms: quality?.jitterMs ?? null,
    rtt_ms: quality?.rttMs ?? null,
    worst_mos: call.worstMos,
    note: call.note,
    wrap_up_id: call.wrapUp?.id ?? null,
    wrap_up: call.wrapUp?.name ?? null,
    rescue_of: call.rescueOf,
    attempts: JSON.stringify(call.attempts),
    legs: JSON.stringify(call.legs),
    recording: call.recording,
    text: toSearchText(call),
  };
}

/** @returns null for a row that another version wrote otherwise. */
export function fromRow(row: Row): PastCall | null {
  const { mos, loss_pct: lossPct, jitter_ms: jitterMs, rtt_ms: rttMs } = row;
  const call = PastCall.safeParse({
    id: row["id"],
    direction: row["direction"],
    serverId: row["server_id"],
    remote: { number: row["number"], name: row["name"] },
    queue: row["queue"],
    atStarted: row["at_started"],
    atAnswered: row["at_answered"],
    atFirstAnswered: row["at_first_answered"],
    atEnded: row["at_ended"],
    rescueOf: row["rescue_of"],
    note: row["note"],
    wrapUp: row["wrap_up_id"] === null ? null : { id: row["wrap_up_id"], name: row["wrap_up"] },
    attempts: parseJson(row["attempts"]),
    legs: parseJson(row["legs"]),
    quality: mos === null ? null : { mos, lossPct, jitterMs, rttMs },
    worstMos: row["worst_mos"],
    recording: row["recording"],
    end: { by: row["ended_by"], reason: row["outcome"], code: row["code"] },
  });
  return call.success ? call.data : null;
}

/** @returns null for what is no JSON, which no call has in these places. */
function parseJson(text: SQLOutputValue | undefined): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}

/** What is searched of a call. */
export function toSearchText({
  remote,
  queue,
  note,
  wrapUp,
}: Pick<PastCall, "remote" | "queue" | "note" | "wrapUp">): string {
  const words = [remote.name ?? "", note, ...[wrapUp?.name ?? [], queue ?? []].flat()].map(foldText);
  return `${startOfNumber}${toNumberKey(remote.number ?? "")}\n${words.join("\n")}`;
}
