// Fetches Kamailio into a folder of its own, so that a roster's accounts are loaded into a real one; no service is started.
import { cacheFolder } from "./cache-folder.ts";
import { ensureProgramRoot, type ProgramPackage, type ProgramRoot } from "./program-root.ts";
import type { System } from "./system.ts";

const kamailioPackage: ProgramPackage = {
  name: "Kamailio",
  packageName: "kamailio",
  alsoPackages: ["kamailio-sqlite-modules", "kamailio-tls-modules", "kamailio-websocket-modules"],
  command: ["/usr/sbin/kamailio", "-v"],
  version: /^version: kamailio (\d[\w.+-]*)/m,
};

export function ensureKamailioRoot(system: System, say: (line: string) => void): Promise<ProgramRoot> {
  return ensureProgramRoot(system, kamailioPackage, cacheFolder("kamailio"), say);
}
