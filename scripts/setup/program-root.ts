// Fetches a program that runs beside Tandem, and is no part of it, into a folder of its own, as this system's archive has it.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findArchive } from "./apt-sources.ts";
import { enterRoot } from "./entered-root.ts";
import { openIsolatedApt } from "./isolated-apt.ts";
import { withLock } from "./lock-file.ts";
import { fetchPackageRoot, readPackageRoot } from "./package-root.ts";
import { runCommand } from "./run-command.ts";
import type { System } from "./system.ts";

export type ProgramPackage = {
  /** What people call it. */
  name: string;
  packageName: string;
  /** Parts of it in packages of their own. */
  alsoPackages?: readonly string[];
  /** Says its version and ends. */
  command: readonly [string, ...string[]];
  version: RegExp;
};

export type ProgramRoot = { kind: "ready"; root: string; version: string } | { kind: "unavailable"; reason: string };

/** The cached one if it runs, otherwise fetched anew; `folder` is the cache for this program. */
export async function ensureProgramRoot(
  system: System,
  wanted: ProgramPackage,
  folder: string,
  say: (line: string) => void,
): Promise<ProgramRoot> {
  const versionOf = (root: string) => askVersion(root, folder, wanted);
  return withLock(join(folder, "lock"), async () => {
    const cached = readPackageRoot(folder);
    if (cached !== null && (await versionOf(cached.root)) === cached.version) {
      return { kind: "ready", root: cached.root, version: cached.version };
    }
    const archive = system.distribution === "other" ? null : findArchive(system.codename);
    if (archive === null)
      return { kind: "unavailable", reason: `${wanted.name} is fetched from Debian's or Ubuntu's archive only` };
    const work = mkdtempSync(join(folder, "fetching-"));
    try {
      const components = system.distribution === "debian" ? ["main"] : ["main", "universe"];
      const apt = openIsolatedApt(join(work, "apt"), archive, system.codename, components);
      const { name, packageName, alsoPackages = [] } = wanted;
      const result = await fetchPackageRoot(
        apt,
        { name, packageNames: [packageName, ...alsoPackages], suite: system.codename, work, folder, versionOf },
        say,
      );
      return result.kind === "ready"
        ? { kind: "ready", root: result.fetched.root, version: result.fetched.version }
        : result;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
}

async function askVersion(root: string, folder: string, { command, version }: ProgramPackage): Promise<string | null> {
  if (!existsSync(join(root, command[0]))) return null;
  const work = mkdtempSync(join(folder, "asked-"));
  try {
    const [program, ...args] = enterRoot({ root, work }, command[0], command.slice(1));
    const { stdout, stderr } = await runCommand(program ?? "", args, { timeoutMs: 10_000 });
    return version.exec(stdout + stderr)?.[1] ?? null;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
