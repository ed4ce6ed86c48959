// Fetches a softphone that Tandem is compared with into a folder of its own, for `npm run bench -- --peers` alone.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findArchive } from "./apt-sources.ts";
import { cacheFolder } from "./cache-folder.ts";
import { enterRoot } from "./entered-root.ts";
import { openIsolatedApt } from "./isolated-apt.ts";
import { withLock } from "./lock-file.ts";
import { fetchPackageRoot, readPackageRoot } from "./package-root.ts";
import { runCommand } from "./run-command.ts";
import type { System } from "./system.ts";

export type PeerPackage = {
  /** What people call it. */
  name: string;
  packageName: string;
  /** Says its version and ends. */
  command: readonly [string, ...string[]];
  version: RegExp;
};

export type PeerRoot = { kind: "ready"; root: string; version: string } | { kind: "unavailable"; reason: string };

export const baresipPackage: PeerPackage = {
  name: "baresip",
  packageName: "baresip-core",
  command: ["/usr/bin/baresip", "-h"],
  version: /^baresip v(\S+)/m,
};

/** linphone-daemon, linphonec and linphonecsh. */
export const linphonePackage: PeerPackage = {
  name: "linphone",
  packageName: "linphone-cli",
  command: ["/usr/bin/linphonec", "-v"],
  version: /^version: (\S+)/m,
};

/** As this system's own archive has it: the cached one if it runs, otherwise fetched anew. */
export async function ensurePeerRoot(
  system: System,
  peer: PeerPackage,
  say: (line: string) => void,
): Promise<PeerRoot> {
  const folder = cacheFolder("peers", peer.packageName);
  const versionOf = (root: string) => askVersion(root, folder, peer);
  return withLock(join(folder, "lock"), async () => {
    const cached = readPackageRoot(folder);
    if (cached !== null && (await versionOf(cached.root)) === cached.version) {
      return { kind: "ready", root: cached.root, version: cached.version };
    }
    const archive = system.distribution === "other" ? null : findArchive(system.codename);
    if (archive === null)
      return { kind: "unavailable", reason: "it is fetched from Debian's or Ubuntu's archive only" };
    const work = mkdtempSync(join(folder, "fetching-"));
    try {
      const components = system.distribution === "debian" ? ["main"] : ["main", "universe"];
      const apt = openIsolatedApt(join(work, "apt"), archive, system.codename, components);
      const wanted = {
        name: peer.name,
        packageName: peer.packageName,
        suite: system.codename,
        work,
        folder,
        versionOf,
      };
      const result = await fetchPackageRoot(apt, wanted, say);
      return result.kind === "ready"
        ? { kind: "ready", root: result.fetched.root, version: result.fetched.version }
        : result;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
}

async function askVersion(root: string, folder: string, { command, version }: PeerPackage): Promise<string | null> {
  if (!existsSync(join(root, command[0]))) return null;
  const work = mkdtempSync(join(folder, "asked-"));
  try {
    const [program, ...args] = enterRoot({ root, work }, command[0], command.slice(1));
    const { stdout } = await runCommand(program ?? "", args, { timeoutMs: 10_000 });
    return version.exec(stdout)?.[1] ?? null;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
