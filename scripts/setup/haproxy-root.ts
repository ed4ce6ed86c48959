// Fetches HAProxy into a folder of its own, to measure what a balancer in front of two servers does; no service is started.
import { cacheFolder } from "./cache-folder.ts";
import { ensureProgramRoot, type ProgramPackage, type ProgramRoot } from "./program-root.ts";
import type { System } from "./system.ts";

const haproxyPackage: ProgramPackage = {
  name: "HAProxy",
  packageName: "haproxy",
  command: ["/usr/sbin/haproxy", "-v"],
  version: /HAProxy version (\d[\w.+-]*)/,
};

export function ensureHaproxyRoot(system: System, say: (line: string) => void): Promise<ProgramRoot> {
  return ensureProgramRoot(system, haproxyPackage, cacheFolder("haproxy"), say);
}
