/** A folder of its own for every test of a file; what still runs on it is stopped before it goes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

type Stop = () => Promise<void> | void;

export function useOwnFolder(name: string) {
  let folder = "";
  let running = new Set<Stop>();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), `tandem-${name}-`));
    running = new Set();
  });
  afterEach(async () => {
    for (const stop of running) await stop();
    rmSync(folder, { recursive: true });
  });
  return {
    path: () => folder,
    inside: (file: string) => join(folder, file),
    stopAfterwards: (stop: Stop) => void running.add(stop),
    needNotStop: (stop: Stop) => void running.delete(stop),
  };
}
