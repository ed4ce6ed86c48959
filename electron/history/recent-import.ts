/** recent.json, where Tandem kept its last 200 calls before it had a history: read once, and then removed. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../../shared/lib/log.ts";
import { Call } from "../../shared/model/call.ts";
import { toPastCall, type PastCall } from "../../shared/model/past-call.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import { readJsonFile } from "../files/read-json-file.ts";

const Kept = z.object({ version: z.literal(1), atSeen: z.number().int(), calls: z.array(z.unknown()) });

export type RecentImport = {
  /** Oldest first. */
  readonly calls: readonly PastCall[];
  readonly atSeen: EpochMs;
  /** To be called once they are kept elsewhere. */
  readonly remove: () => void;
};

/** @returns null where there is no such file. */
export function readRecentFile(folder: string, log: Log): RecentImport | null {
  const path = join(folder, "recent.json");
  const file = readJsonFile(path);
  if (file === null) return null;
  const kept = Kept.safeParse(file.json);
  const read = kept.success ? kept.data.calls.map(toCall) : [];
  const calls = read.filter((call) => call !== null);
  if (!kept.success) log.warn(`${path} could not be read; its calls are lost`);
  if (calls.length < read.length) log.warn(`${read.length - calls.length} call(s) of ${path} could not be read`);
  return {
    calls: calls.toSorted((a, b) => a.atEnded - b.atEnded),
    atSeen: kept.success ? kept.data.atSeen : 0,
    remove: () => rmSync(path, { force: true }),
  };
}

function toCall(raw: unknown): PastCall | null {
  const call = Call.safeParse(raw);
  return call.success ? toPastCall(call.data) : null;
}
