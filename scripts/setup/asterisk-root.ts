// Fetches Asterisk from the distribution's own archive into a folder of its own and says how to run it from there.
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findArchive } from "./apt-sources.ts";
import { openIsolatedApt } from "./isolated-apt.ts";
import { withLock } from "./lock-file.ts";
import { fetchPackageRoot, readPackageRoot } from "./package-root.ts";
import { runCommand } from "./run-command.ts";
import type { AsteriskRoot } from "./setup-report.ts";
import type { System } from "./system.ts";

/** How a program of the root is run: through the root's own loader, so no chroot, no mount and no right is needed. */
export type RootCommand = { program: string; args: string[] };

export type AsteriskRootResult = { kind: "ready"; asterisk: AsteriskRoot } | { kind: "unavailable"; reason: string };

/** The loader of the root, told to look nowhere but in the root. */
export function rootCommand(root: string, program: string): RootCommand {
  const folder = libraryFolder(root);
  const loader = readdirSync(folder).find((name) => name.startsWith("ld-linux"));
  if (loader === undefined) throw new Error(`no loader in ${folder}`);
  return {
    program: join(folder, loader),
    args: ["--inhibit-cache", "--library-path", folder, join(root, program)],
  };
}

/** The root's folder of shared libraries, for whatever machine it was fetched on. */
export function libraryFolder(root: string): string {
  const lib = join(root, "usr", "lib");
  const triplet = readdirSync(lib).find((name) => name.endsWith("-linux-gnu"));
  if (triplet === undefined) throw new Error(`no libraries in ${lib}`);
  return join(lib, triplet);
}

/** The cached root if there is a working one, otherwise a new one; `folder` is the cache for roots. */
export async function ensureAsteriskRoot(
  system: System,
  folder: string,
  say: (line: string) => void,
): Promise<AsteriskRootResult> {
  const lock = join(folder, "lock");
  return withLock(
    lock,
    async () => {
      const cached = readPackageRoot(folder);
      if (cached !== null && (await versionOf(cached.root)) === cached.version) {
        return { kind: "ready", asterisk: { root: cached.root, version: cached.version } };
      }
      return fetchRoot(system, folder, say);
    },
    () => say("Asterisk: waiting for another setup that is fetching it"),
  );
}

async function fetchRoot(system: System, folder: string, say: (line: string) => void): Promise<AsteriskRootResult> {
  if (system.distribution === "other") {
    return { kind: "unavailable", reason: "Asterisk is fetched from Debian's or Ubuntu's archive only" };
  }
  const archive = findArchive(system.codename);
  if (archive === null) {
    return { kind: "unavailable", reason: `no package source for ${system.codename} in /etc/apt` };
  }
  const suites = system.distribution === "debian" ? ["sid", "bullseye"] : [system.codename];
  const components = system.distribution === "debian" ? ["main"] : ["main", "universe"];
  const reasons: string[] = [];
  for (const suite of suites) {
    const work = mkdtempSync(join(folder, "fetching-"));
    try {
      const apt = openIsolatedApt(join(work, "apt"), archive, suite, components);
      const wanted = { name: "Asterisk", packageNames: ["asterisk"], suite, work, folder, versionOf };
      const result = await fetchPackageRoot(apt, wanted, say);
      if (result.kind === "ready") {
        const { root, version } = result.fetched;
        return { kind: "ready", asterisk: { root, version } };
      }
      reasons.push(result.reason);
      say(`Asterisk: ${result.reason}`);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return { kind: "unavailable", reason: reasons.join("; ") };
}

async function versionOf(root: string): Promise<string | null> {
  if (!existsSync(join(root, "usr", "sbin", "asterisk"))) return null;
  const { program, args } = rootCommand(root, "usr/sbin/asterisk");
  const result = await runCommand(program, [...args, "-V"], { timeoutMs: 10_000 });
  return /^Asterisk (\S+)/.exec(result.stdout)?.[1] ?? null;
}
