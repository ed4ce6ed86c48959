/** The folder of recordings: what is in it, what a Tandem that died left open in it, and what the rules do not let stay. */
import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RecordingPolicy } from "../../shared/model/recording-policy.ts";
import { dayMs, type EpochMs } from "../../shared/model/time.ts";
import { readRecordingName, unfinished, type FoundName } from "./recording-name.ts";
import { toHeaderOfFile } from "./wav-header.ts";

export type FoundRecording = FoundName & {
  readonly path: string;
  readonly bytes: number;
  /** When it was written last. */
  readonly at: EpochMs;
};

/** @returns every recording there, of one conversation in the order of its files; none where there is no folder. */
export async function listRecordings(folder: string): Promise<FoundRecording[]> {
  const months = await namesIn(folder);
  const found = await Promise.all(
    months.filter((name) => /^\d{4}-\d{2}$/u.test(name)).map((month) => listMonth(join(folder, month))),
  );
  return found.flat().toSorted((a, b) => a.at - b.at || a.part - b.part);
}

async function listMonth(month: string): Promise<FoundRecording[]> {
  const names = await namesIn(month);
  const found = await Promise.all(
    names.map(async (name) => {
      const read = readRecordingName(name);
      if (read === null) return [];
      const path = join(month, name);
      // It may have gone since.
      const facts = await stat(path).catch(() => null);
      return facts === null ? [] : [{ ...read, path, bytes: facts.size, at: Math.round(facts.mtimeMs) }];
    }),
  );
  return found.flat();
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** Finishes what nobody writes any more. @returns its path now; null where there was no voice in it. */
export async function finishRecording({ path, format, isSealed, bytes }: FoundRecording): Promise<string | null> {
  const header = format === "wav" && !isSealed ? toHeaderOfFile(bytes) : null;
  if (bytes === 0 || (format === "wav" && !isSealed && header === null)) {
    await rm(path, { force: true });
    return null;
  }
  if (header !== null) {
    const file = await open(path, "r+");
    try {
      await file.write(header, 0, header.length, 0);
    } finally {
      await file.close();
    }
  }
  const finished = path.slice(0, -unfinished.length);
  await rename(path, finished);
  return finished;
}

const bytesOfMb = 1_000_000;

/** @returns the conversations of which the rules let no file stay; those that go on stay. */
export function findExpired(
  found: readonly FoundRecording[],
  { keepDays, mostMb }: Pick<RecordingPolicy, "keepDays" | "mostMb">,
  now: EpochMs,
): readonly string[] {
  const conversations = Map.groupBy(found, ({ of }) => of);
  const newestFirst = [...conversations]
    .map(([of, files]) => ({
      of,
      at: Math.max(...files.map(({ at }) => at)),
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      goesOn: files.some(({ isUnfinished }) => isUnfinished),
    }))
    .toSorted((a, b) => b.at - a.at);
  let kept = 0;
  return newestFirst.flatMap(({ of, at, bytes, goesOn }) => {
    kept += bytes;
    const mustGo = at < now - keepDays * dayMs || kept > mostMb * bytesOfMb;
    return mustGo && !goesOn ? [of] : [];
  });
}
