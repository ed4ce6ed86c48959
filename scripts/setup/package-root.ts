// Fetches packages and all they need from the distribution's archive into a folder of its own; nothing is installed.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IsolatedApt } from "./isolated-apt.ts";
import { lastLine, runCommand } from "./run-command.ts";

export type PackageRoot = { root: string; version: string; suite: string; digest: string; packages: string[] };

export type PackageRootResult = { kind: "ready"; fetched: PackageRoot } | { kind: "unavailable"; reason: string };

export type WantedPackage = {
  /** What people call it. */
  name: string;
  /** The first is what it is; the others are parts of it that nothing else brings. */
  packageNames: readonly string[];
  suite: string;
  /** An empty folder beside the roots, the caller's to remove. */
  work: string;
  /** Where the roots of this package are kept. */
  folder: string;
  /** What the program in a root says of its version; null when it does not run. */
  versionOf: (root: string) => Promise<string | null>;
};

/** The package as its archive has it now; nothing is downloaded when the very same one is here already. */
export async function fetchPackageRoot(
  apt: IsolatedApt,
  wanted: WantedPackage,
  say: (line: string) => void,
): Promise<PackageRootResult> {
  const { name, packageNames, suite, work, folder, versionOf } = wanted;
  const unavailable = (reason: string): PackageRootResult => ({ kind: "unavailable", reason: `${suite}: ${reason}` });
  say(`${name}: reading the package list of ${suite}`);
  const update = await apt.update();
  if (update.code !== 0) return unavailable(lastLine(update));
  const { packages, result } = await apt.list(packageNames);
  if (result.code !== 0 || packages.length === 0) return unavailable(lastLine(result));
  const digest = createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 16);
  const root = join(folder, `${suite}-${digest}`);
  if (!existsSync(root)) {
    say(`${name}: downloading ${packages.length} packages of ${suite}`);
    const download = await apt.download(packageNames);
    if (download.code !== 0) return unavailable(lastLine(download));
    say(`${name}: unpacking them into a folder of their own`);
    const fresh = join(work, "root");
    for (const file of readdirSync(apt.archives).filter((file) => file.endsWith(".deb"))) {
      const unpacked = await runCommand("dpkg-deb", ["-x", join(apt.archives, file), fresh]);
      if (unpacked.code !== 0) return unavailable(`${file}: ${lastLine(unpacked)}`);
    }
    renameSync(fresh, root);
  }
  const version = await versionOf(root);
  if (version === null) {
    rmSync(root, { recursive: true, force: true });
    return unavailable(`the fetched ${name} does not run here`);
  }
  const fetched: PackageRoot = { root, version, suite, digest, packages };
  writeFileSync(join(folder, "current.json"), `${JSON.stringify(fetched, null, 2)}\n`);
  say(`${name}: ${version} is ready`);
  return { kind: "ready", fetched };
}

/** What `fetchPackageRoot` left in `folder`, or null. */
export function readPackageRoot(folder: string): PackageRoot | null {
  try {
    return JSON.parse(readFileSync(join(folder, "current.json"), "utf8")) as PackageRoot;
  } catch {
    return null;
  }
}
