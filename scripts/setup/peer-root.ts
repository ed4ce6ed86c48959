// Fetches a softphone that Tandem is compared with into a folder of its own, for `npm run bench -- --peers` alone.
import { cacheFolder } from "./cache-folder.ts";
import { ensureProgramRoot, type ProgramPackage, type ProgramRoot } from "./program-root.ts";
import type { System } from "./system.ts";

export const baresipPackage: ProgramPackage = {
  name: "baresip",
  packageName: "baresip-core",
  command: ["/usr/bin/baresip", "-h"],
  version: /^baresip v(\S+)/m,
};

/** linphone-daemon, linphonec and linphonecsh. */
export const linphonePackage: ProgramPackage = {
  name: "linphone",
  packageName: "linphone-cli",
  command: ["/usr/bin/linphonec", "-v"],
  version: /^version: (\S+)/m,
};

export function ensurePeerRoot(
  system: System,
  peer: ProgramPackage,
  say: (line: string) => void,
): Promise<ProgramRoot> {
  return ensureProgramRoot(system, peer, cacheFolder("peers", peer.packageName), say);
}
