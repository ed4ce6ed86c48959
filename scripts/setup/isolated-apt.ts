// An apt that keeps its whole state in one folder: it can ask another suite of the archive without touching the system.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AptArchive } from "./apt-sources.ts";
import { runCommand, type CommandResult } from "./run-command.ts";

export type IsolatedApt = {
  update: () => Promise<CommandResult>;
  /** One line per package the names need on an empty system: file name and digest, in order. */
  list: (packageNames: readonly string[]) => Promise<{ packages: string[]; result: CommandResult }>;
  /** Puts those packages, checked against the archive's signature, into `archives`. */
  download: (packageNames: readonly string[]) => Promise<CommandResult>;
  archives: string;
};

/** An apt for one suite of `archive`, with its state in `folder`, which must be empty. */
export function openIsolatedApt(folder: string, archive: AptArchive, suite: string, components: string[]): IsolatedApt {
  const lists = join(folder, "lists");
  const cache = join(folder, "cache");
  const archives = join(cache, "archives");
  mkdirSync(join(lists, "partial"), { recursive: true });
  mkdirSync(join(archives, "partial"), { recursive: true });
  const sourceList = join(folder, "sources.list");
  const signed = archive.signedBy === null ? "" : `[signed-by=${archive.signedBy}] `;
  writeFileSync(sourceList, `deb ${signed}${archive.uri} ${suite} ${components.join(" ")}\n`);
  writeFileSync(join(folder, "status"), "");
  const settings = {
    "Dir::Etc::sourcelist": sourceList,
    "Dir::Etc::sourceparts": "/dev/null",
    "Dir::Etc::preferences": "/dev/null",
    "Dir::Etc::preferencesparts": "/dev/null",
    "Dir::State": folder,
    "Dir::State::Lists": lists,
    "Dir::State::status": join(folder, "status"),
    "Dir::Cache": cache,
    "Dir::Log": folder,
    "APT::Default-Release": "",
    "APT::Sandbox::User": "root",
    "APT::Keep-Downloaded-Packages": "true",
    "Acquire::Languages": "none",
    "Acquire::Retries": "3",
    "Acquire::ForceHash": "SHA256",
  };
  const apt = (...args: string[]): Promise<CommandResult> =>
    runCommand("apt-get", [...Object.entries(settings).flatMap(([key, value]) => ["-o", `${key}=${value}`]), ...args], {
      env: { LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" },
    });
  const install = ["install", "-y", "-qq", "--no-install-recommends"];
  return {
    archives,
    update: () => apt("update", "-qq", "--error-on=any"),
    list: async (packageNames) => {
      const result = await apt(...install, "--print-uris", ...packageNames);
      return { packages: result.stdout.split("\n").flatMap(readPackageLine).sort(), result };
    },
    download: (packageNames) => apt(...install, "--download-only", ...packageNames),
  };
}

function readPackageLine(line: string): string[] {
  const match = /^'[^']*' (\S+) \d+ (\S+)$/.exec(line.trim());
  return match === null ? [] : [`${match[1]} ${match[2]}`];
}
