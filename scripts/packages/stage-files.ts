/** Lays out a folder as the computer's root will be once a package is installed. */
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { LinuxPackage } from "./read-fpm-arguments.ts";

export type StagedEntry = {
  readonly path: string;
  readonly kind: "folder" | "file" | "config";
  readonly bytes: number;
};

/**
 * The app's own folder learns by `resources/package-type` what it was installed by, which decides who updates it.
 * @returns everything below `root`, by its path on the computer, sorted.
 */
export function stageFiles({ kind, files }: Pick<LinuxPackage, "kind" | "files">, root: string): StagedEntry[] {
  for (const { from, to } of files) {
    const place = join(root, to);
    mkdirSync(dirname(place), { recursive: true });
    cpSync(from, place, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    const resources = join(place, "resources");
    if (from.endsWith("/") && existsSync(resources)) writeFileSync(join(resources, "package-type"), kind);
  }
  return listBelow(root, "/");
}

function listBelow(root: string, folder: string): StagedEntry[] {
  return readdirSync(join(root, folder))
    .sort()
    .flatMap((name): StagedEntry[] => {
      const path = posix.join(folder, name);
      const facts = lstatSync(join(root, path));
      if (facts.isDirectory()) {
        chmodSync(join(root, path), 0o755);
        return [{ path, kind: "folder", bytes: 0 }, ...listBelow(root, path)];
      }
      if (facts.isFile()) chmodSync(join(root, path), (facts.mode & 0o111) === 0 ? 0o644 : 0o755);
      return [{ path, kind: path.startsWith("/etc/") ? "config" : "file", bytes: facts.size }];
    });
}
