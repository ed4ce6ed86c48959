/** Tests that fail once and then hold are a finding, not a pass: a run names them, and bears only a few. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where a run leaves their full names, as JSON, from the project's root. */
export const triedAgainFile = ".cache/tried-again.json";

/** More are no bad luck of a busy machine. */
export const mostTriedAgain = 2;

/** @returns none where the run left no file: nothing was run then, and that is told elsewhere. */
export function readTriedAgain(root: string): string[] {
  try {
    return JSON.parse(readFileSync(join(root, triedAgainFile), "utf8")) as string[];
  } catch {
    return [];
  }
}
