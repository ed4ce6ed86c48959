/** Makes room for a new log: tandem.log becomes tandem.1.log, that one tandem.2.log, and the oldest goes. */
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

/** Older files that stay beside the current one. */
export const olderFiles = 4;

/** @returns false when the current file stays where it is: the disk, or whoever else holds it, did not let it go. */
export function rotateFiles(path: string): boolean {
  try {
    rmSync(toOlder(path, olderFiles), { force: true });
    for (let age = olderFiles - 1; age >= 0; age -= 1) moveIfThere(toOlder(path, age), toOlder(path, age + 1));
    return true;
  } catch {
    return false;
  }
}

/** Leaves the last `keptBytes` of a file; the first line of them may be half of one. */
export function cutFile(path: string, keptBytes: number): void {
  try {
    writeFileSync(path, readFileSync(path).subarray(-keptBytes));
  } catch {
    // Then it grows until it can be cut.
  }
}

/** @returns the newest first, those that are there. */
export function listLogFiles(path: string): readonly string[] {
  let names: readonly string[] = [];
  try {
    names = readdirSync(dirname(path));
  } catch {
    return [];
  }
  return Array.from({ length: olderFiles + 1 }, (_, age) => toOlder(path, age)).filter((file) =>
    names.includes(basename(file)),
  );
}

function toOlder(path: string, age: number): string {
  const extension = extname(path);
  return age === 0 ? path : join(dirname(path), `${basename(path, extension)}.${age}${extension}`);
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
