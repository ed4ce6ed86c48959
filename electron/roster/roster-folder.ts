/**
 * The folder a roster is written to: owner only, everything written beside its place before the first file is moved into it,
 * and the secrets moved first, so that whatever ends the run, the next one goes on where it ended.
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import type { MadeRoster } from "./make-roster.ts";
import { emptyState, readState, writeState, type RosterState } from "./roster-state.ts";

export const stateFile = "roster-state.json";
/** What a run that was killed left in it is of no use, and goes with the next run. */
const stagingFolder = ".being-written";
const ownerFile = 0o600;
const ownerFolder = 0o700;

/** Folders of a roster: where they are, its secrets must be too. */
const parts = ["documents", "asterisk", "kamailio"];

export function readStateOf(folder: string): Result<RosterState, string> {
  const path = join(folder, stateFile);
  if (existsSync(path)) return readState(path, readFileSync(path, "utf8"));
  const found = parts.find((part) => existsSync(join(folder, part)));
  if (found === undefined) return succeed(emptyState);
  return fail(
    `${folder}: it has a folder "${found}" and no ${stateFile}. Put that file back, or name an empty folder: without it every operator would need a new secret.`,
  );
}

export type RosterChanges = {
  readonly written: readonly string[];
  readonly removed: readonly string[];
};

/** Throws what the file system throws; nothing is changed then unless it was while moving. */
export function writeRoster(folder: string, before: RosterState, made: MadeRoster): RosterChanges {
  mkdirSync(folder, { recursive: true, mode: ownerFolder });
  const changed = [...made.files].filter(([path, text]) => readText(join(folder, path)) !== text);
  const removed = before.files.filter((path) => !made.files.has(path) && existsSync(join(folder, path)));
  const statePath = join(folder, stateFile);
  const state = writeState(made.state);
  const isNewState = readText(statePath) !== state;
  const staged = [...(isNewState ? [[stateFile, state] as const] : []), ...changed];
  const stage = join(folder, stagingFolder);
  rmSync(stage, { recursive: true, force: true });
  try {
    for (const [path, text] of staged) {
      for (const place of [stage, folder])
        mkdirSync(dirname(join(place, path)), { recursive: true, mode: ownerFolder });
      writeFileSync(join(stage, path), text, { mode: ownerFile });
    }
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    throw error;
  }
  if (isNewState && existsSync(statePath)) {
    copyFileSync(statePath, `${statePath}.old`);
    chmodSync(`${statePath}.old`, ownerFile);
  }
  for (const [path] of staged) renameSync(join(stage, path), join(folder, path));
  rmSync(stage, { recursive: true, force: true });
  for (const path of removed) rmSync(join(folder, path));
  return { written: changed.map(([path]) => path).toSorted(), removed };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
