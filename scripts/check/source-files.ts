/** Lists the files the project wrote itself, so that every check looks at the same tree. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

const roots = ["electron", "renderer", "shared", "scripts", "test"];
const foreign = new Set(["node_modules", "out", "dist", ".cache"]);

/** @returns paths from the root, with `/`, sorted. */
export function listSourceFiles(root: string): string[] {
  const atTop = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isCode(entry.name))
    .map((entry) => entry.name);
  const below = roots.flatMap((folder) => listBelow(root, folder));
  return [...atTop, ...below].sort();
}

export function isCode(path: string): boolean {
  return /\.(ts|tsx|mts|cts)$/.test(path);
}

function listBelow(root: string, folder: string): string[] {
  return readEntries(join(root, folder)).flatMap((entry) => {
    if (foreign.has(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listBelow(root, path) : [path];
  });
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
