// Fetches OpenLDAP's slapd into a folder of its own, for tests against a real directory; no service is installed or started.
import { cacheFolder } from "./cache-folder.ts";
import { ensureProgramRoot, type ProgramPackage, type ProgramRoot } from "./program-root.ts";
import type { System } from "./system.ts";

const slapdPackage: ProgramPackage = {
  name: "slapd",
  packageName: "slapd",
  command: ["/usr/sbin/slapd", "-VV"],
  version: /slapd (\d[\w.+-]*)/,
};

export function ensureSlapdRoot(system: System, say: (line: string) => void): Promise<ProgramRoot> {
  return ensureProgramRoot(system, slapdPackage, cacheFolder("slapd"), say);
}
