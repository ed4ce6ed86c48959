/** Rewrites the files of the log without what may not stay, while it goes on being written: no line is lost, none is half there. */
import { appendFileSync, closeSync, fstatSync, openSync, readSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { listLogFiles } from "./rotate-files.ts";
import { createLineSieve, readStamp, type LogRules } from "./sieve-lines.ts";

export type Sweep = {
  /** The current file; the older ones lie beside it. */
  readonly path: string;
  /** How often the files changed their names so far. */
  readonly rotations: () => number;
  readonly rules: LogRules;
  readonly onFailure: (path: string, error: unknown) => void;
};

/** @returns how many files were changed or erased; null: they changed their names meanwhile, and not all were seen. */
export async function sweepLog({ path, rotations, rules, onFailure }: Sweep): Promise<number | null> {
  const before = rotations();
  let changed = 0;
  await removeLeftovers(path, onFailure);
  for (const file of listLogFiles(path).toReversed()) {
    try {
      const swept = await sweepFile(file, rules, () => rotations() === before);
      if (swept === "moved") return null;
      if (swept === "changed") changed += 1;
    } catch (error) {
      if (rotations() !== before) return null;
      onFailure(file, error);
    }
  }
  return changed;
}

const unfinished = ".new";
/** So many lines are looked at without a pause, some ms. */
const linesAtOnce = 250;
/** More than the longest line before the first that says when. */
const headBytes = 65_536;

/** What a Tandem that died was writing. */
async function removeLeftovers(path: string, onFailure: Sweep["onFailure"]): Promise<void> {
  const names = await readdir(dirname(path)).catch((): string[] => []);
  const isOurs = (name: string) => name.startsWith(basename(path, ".log")) && name.endsWith(`.log${unfinished}`);
  for (const left of names.filter(isOurs).map((name) => join(dirname(path), name))) {
    await rm(left, { force: true }).catch((error: unknown) => onFailure(left, error));
  }
}

async function sweepFile(
  path: string,
  rules: LogRules,
  isInPlace: () => boolean,
): Promise<"untouched" | "changed" | "moved"> {
  const atFirst = await readFirstStamp(path);
  if (rules.erased.isEmpty && atFirst !== null && atFirst >= rules.atOldest) return "untouched";
  const octets = await readFile(path);
  // A line that is being written meanwhile is read with what comes after it.
  const end = octets.lastIndexOf(0x0a) + 1;
  const sieve = createLineSieve(rules, atFirst);
  const lines = toLines(octets.toString("utf8", 0, end));
  /** Texts of some lines each. */
  const kept: string[] = [];
  let isSame = true;
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    const some = lines.slice(from, from + linesAtOnce);
    const left = sieve(some);
    isSame &&= isSameLines(left, some);
    if (left.length > 0) kept.push(toText(left));
    await breathe();
  }
  if (!isSame) await writeFile(path + unfinished, kept, { mode: 0o600 });
  // From here to the end nothing else runs, so that nothing is logged in between.
  if (!isInPlace()) {
    rmSync(path + unfinished, { force: true });
    return "moved";
  }
  const lateLines = toLines(readFrom(path, end));
  const late = sieve(lateLines);
  if (isSame && isSameLines(late, lateLines)) return "untouched";
  if (isSame) writeFileSync(path + unfinished, kept.join(""), { mode: 0o600 });
  appendFileSync(path + unfinished, toText(late));
  if (kept.length + late.length > 0) renameSync(path + unfinished, path);
  else for (const gone of [path + unfinished, path]) rmSync(gone, { force: true });
  return "changed";
}

function toLines(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/u, "").split("\n");
}

function isSameLines(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line, index) => line === others[index]);
}

function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

async function readFirstStamp(path: string): Promise<number | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headBytes), position: 0 });
    for (const line of buffer.toString("utf8", 0, bytesRead).split("\n")) {
      const at = readStamp(line);
      if (at !== null) return at;
    }
    return null;
  } finally {
    await file.close();
  }
}

function readFrom(path: string, from: number): string {
  const file = openSync(path, "r");
  try {
    const octets = Buffer.alloc(Math.max(0, fstatSync(file).size - from));
    return octets.toString("utf8", 0, readSync(file, octets, 0, octets.length, from));
  } finally {
    closeSync(file);
  }
}
