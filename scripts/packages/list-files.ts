/** Every file and folder below one, by its path from there, with `/`. */
import { readdirSync } from "node:fs";
import { join, posix } from "node:path";

export type FileTree = { readonly files: readonly string[]; readonly folders: readonly string[] };

/** @returns sorted; a folder stands before what is in it. */
export function listFiles(root: string): FileTree {
  const files: string[] = [];
  const folders: string[] = [];
  const look = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (!entry.isDirectory()) files.push(path);
      else {
        folders.push(path);
        look(path);
      }
    }
  };
  look("");
  return { files: files.sort(), folders: folders.sort() };
}
