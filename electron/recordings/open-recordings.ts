/** recordings-open.json: the calls that are being recorded, so that one in which Tandem died stands in the history at its next start. */
import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../../shared/lib/log.ts";
import { Call } from "../../shared/model/call.ts";
import type { KeepingNotes } from "../files/keeping.ts";
import { createKeptFile, type KeptFile, type Read } from "../files/kept-file.ts";
import { createSweepAside, type SweepAside } from "../files/sweep-aside.ts";

export type OpenRecordings = readonly Call[];

const Kept = z.object({ version: z.literal(1), calls: z.array(z.unknown()) });

export type OpenRecordingsOnDisk = {
  readonly open: KeptFile<OpenRecordings>;
  readonly sweepAside: SweepAside;
};

export function createOpenRecordings(folder: string, log: Log, keeping: KeepingNotes): OpenRecordingsOnDisk {
  const path = join(folder, "recordings-open.json");
  return { open: createFile(path, log, keeping), sweepAside: createSweepAside(path, log, keeping) };
}

function createFile(path: string, log: Log, keeping: KeepingNotes): KeptFile<OpenRecordings> {
  return createKeptFile({
    path,
    log,
    keeping,
    nothing: [],
    toKept: (calls) => ({ version: 1, calls }),
    fromKept: fromKeptCalls,
    words: {
      unwritable: "If Tandem dies in a call that is recorded, the history will not know of it.",
      senseless: "calls that were being recorded are not in the history",
      partly: (unreadable) => `${unreadable} call(s) of ${path} could not be read`,
    },
  });
}

function fromKeptCalls(raw: unknown): Read<OpenRecordings> | null {
  const kept = Kept.safeParse(raw);
  if (!kept.success) return null;
  const calls = kept.data.calls.flatMap((one) => Call.safeParse(one).data ?? []);
  return { value: calls, unreadable: kept.data.calls.length - calls.length };
}
