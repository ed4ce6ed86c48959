/** Files that somebody takes away: whole or not at all, for their owner alone; whatever stood or was linked there is replaced, never written through. */
import { randomUUID } from "node:crypto";
import { closeSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";

/** A file that is written piece by piece. */
export type WholeFile = {
  readonly write: (content: string | Uint8Array) => void;
  /** It stands where it was wanted. */
  readonly finish: () => void;
  /** Nothing of it is left. */
  readonly giveUp: () => void;
};

const ownerOnly = { flag: "wx", mode: 0o600 };
const toBeside = (path: string) => `${path}.${randomUUID()}.part`;

/** @throws what the disk says, as its methods do. */
export function beginWhole(path: string): WholeFile {
  const beside = toBeside(path);
  let file: number | null = openSync(beside, ownerOnly.flag, ownerOnly.mode);

  function close(): void {
    if (file !== null) closeSync(file);
    file = null;
  }

  return {
    write(content) {
      if (file !== null) writeFileSync(file, content);
    },
    finish() {
      close();
      renameSync(beside, path);
    },
    giveUp() {
      close();
      rmSync(beside, { force: true });
    },
  };
}

/** For a process that may be held up. @throws what the disk says. */
export function writeWholeSync(path: string, content: string | Uint8Array): void {
  const file = beginWhole(path);
  try {
    file.write(content);
    file.finish();
  } catch (error) {
    file.giveUp();
    throw error;
  }
}

/** Rejects with what the disk says. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = toBeside(path);
  try {
    await writeFile(beside, content, ownerOnly);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
