/** What rpmbuild is told of a package: its facts, its scripts, and whose every file is. */
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type { LinuxPackage } from "./read-fpm-arguments.ts";
import type { StagedEntry } from "./stage-files.ts";

export function toRpmSpec(made: LinuxPackage, entries: readonly StagedEntry[]): string {
  const ours = made.files.filter(({ from }) => from.endsWith("/")).map(({ to }) => to);
  const isOurs = (path: string) => ours.some((folder) => path === folder || path.startsWith(`${folder}/`));
  const listed = entries.flatMap(({ path, kind }) => {
    if (kind === "folder") return isOurs(path) ? [`%dir "${path}"`] : [];
    return [kind === "config" ? `%config(noreplace) "${path}"` : `"${path}"`];
  });
  return [
    `Name: ${made.name}`,
    `Version: ${made.version}`,
    "Release: 1",
    `Summary: ${made.summary}`,
    `License: ${made.license}`,
    `URL: ${made.url}`,
    `Packager: ${made.maintainer}`,
    // What a program of Electron needs cannot be read from its binary alone; it is listed.
    "AutoReqProv: no",
    ...made.depends.map((need) => `Requires: ${need}`),
    "",
    "%description",
    made.description,
    "",
    "%post -p /bin/bash",
    toScriptlet(made.afterInstall),
    "",
    // Of an update the old package's script comes last, when the new one's has set up everything.
    "%postun -p /bin/bash",
    'if [ "$1" -gt 0 ]; then exit 0; fi',
    toScriptlet(made.afterRemove),
    "",
    "%files",
    "%defattr(-,root,root,-)",
    ...listed,
    "",
  ].join("\n");
}

/** rpm names the shell itself and reads `%` as its macros. */
function toScriptlet(file: string): string {
  return readFileSync(file, "utf8")
    .replace(/^#!.*\n/u, "")
    .replaceAll("%", "%%")
    .trim();
}

/** electron-builder has Debian's word for both kinds of package; rpm's own is another. */
export function toRpmArchitecture({ architecture }: Pick<LinuxPackage, "architecture">): string {
  return { amd64: "x86_64", arm64: "aarch64" }[architecture] ?? architecture;
}

/** Where rpmbuild puts what it made, below its own folder. */
export function toRpmPath(made: LinuxPackage): string {
  const architecture = toRpmArchitecture(made);
  return posix.join("RPMS", architecture, `${made.name}-${made.version}-1.${architecture}.rpm`);
}
