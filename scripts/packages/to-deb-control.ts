/** What Debian's package tools are told of a package, in the files of its control archive. */
import { createHash } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LinuxPackage } from "./read-fpm-arguments.ts";
import type { StagedEntry } from "./stage-files.ts";

/** @returns each file by its name, with its text; deb-control(5), deb-conffiles(5). */
export function toDebControl(made: LinuxPackage, root: string, entries: readonly StagedEntry[]): Map<string, string> {
  const sizeKb = Math.ceil(entries.reduce((sum, { bytes }) => sum + bytes, 0) / 1024);
  const field = (name: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${name}: ${values.join(", ")}`];
  const control = [
    `Package: ${made.name}`,
    `Version: ${made.version}`,
    `Architecture: ${made.architecture}`,
    `Maintainer: ${made.maintainer}`,
    `Installed-Size: ${sizeKb}`,
    ...field("Depends", made.depends),
    ...field("Recommends", made.recommends),
    "Section: net",
    "Priority: optional",
    `Homepage: ${made.url}`,
    `Description: ${made.summary}`,
    ...made.description.split("\n").map((line) => ` ${line === "" ? "." : line}`),
  ];
  const configs = entries.filter(({ kind }) => kind === "config").map(({ path }) => path);
  const sums = entries
    .filter(({ path, kind }) => kind === "file" && lstatSync(join(root, path)).isFile())
    .map(({ path }) => `${toMd5(join(root, path))}  ${path.slice(1)}`);
  return new Map([
    ["control", toText(control)],
    ["conffiles", toText(configs)],
    ["md5sums", toText(sums)],
    ["postinst", readFileSync(made.afterInstall, "utf8")],
    ["postrm", readFileSync(made.afterRemove, "utf8")],
  ]);
}

/** dpkg's own check of installed files (`dpkg --verify`) knows this sum and no other. */
function toMd5(file: string): string {
  return createHash("md5").update(readFileSync(file)).digest("hex");
}

function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
