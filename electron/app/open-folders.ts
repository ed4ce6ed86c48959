/** Makes Tandem's folders and tries whether they can be written; where they cannot, a folder for this run takes their place. */
import { copyFileSync, existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { KeepingTrouble } from "../../shared/model/keeping.ts";
import { toKeepingTrouble } from "../files/keeping.ts";
import type { Folders } from "./folders.ts";

export type OpenedFolders = Folders & {
  /** Why the folders wanted could not be used. */
  readonly trouble: KeepingTrouble | null;
};

/** Less room than this leaves no profile and no history, octets. */
const leastRoom = 1024 * 1024;
const ownerOnly = 0o700;

/** What the last run wrote, for this one to go on with: settings, and the key that opens what is sealed in them (Chromium's). */
const carriedOver = ["settings.json", "Local State"];

/** @param refuges where a folder for this run may be made, best first. */
export function openFolders(wanted: Folders, refuges: readonly string[]): OpenedFolders {
  const trouble = findTrouble(wanted.data);
  if (trouble === null) {
    const logs = findTrouble(wanted.logs) === null ? wanted.logs : join(wanted.data, "logs");
    return { data: wanted.data, logs, trouble };
  }
  for (const refuge of refuges) {
    const data = join(refuge, `tandem-${process.getuid?.() ?? "here"}`);
    if (findTrouble(data) !== null || !isOwn(data)) continue;
    carryOver(wanted.data, data);
    return { data, logs: join(data, "logs"), trouble };
  }
  return { ...wanted, trouble };
}

function findTrouble(folder: string): KeepingTrouble | null {
  const probe = join(folder, `.tandem-${process.pid}.probe`);
  try {
    makeFolder(folder);
    writeFileSync(probe, Buffer.alloc(leastRoom), { mode: 0o600 });
    return null;
  } catch (error) {
    return toKeepingTrouble(error);
  } finally {
    removeProbe(probe);
  }
}

/** One by one: Node's own recursion calls a disk that may only be read a missing one. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: ownerOnly });
}

function removeProbe(probe: string): void {
  try {
    rmSync(probe, { force: true });
  } catch {
    // A folder that lets nothing be written holds no probe either.
  }
}

/** A folder that everybody may write, such as /tmp, may hold one of that name that is somebody else's. */
function isOwn(folder: string): boolean {
  const facts = lstatSync(folder);
  if (!facts.isDirectory()) return false;
  return process.getuid === undefined || (facts.uid === process.getuid() && (facts.mode & 0o077) === 0);
}

function carryOver(from: string, to: string): void {
  for (const name of carriedOver) {
    try {
      rmSync(join(to, name), { force: true });
      if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
    } catch {
      // What cannot be read begins anew, as it would without this.
    }
  }
}
