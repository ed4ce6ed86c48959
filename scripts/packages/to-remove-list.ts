/** What NSIS's uninstaller takes away: each file that was put there, then each folder that is empty by then. */
import type { FileTree } from "./list-files.ts";

export function toRemoveList({ files, folders }: FileTree): string {
  const place = (path: string) => `"$INSTDIR\\${path.replaceAll("/", "\\").replaceAll("$", "$$")}"`;
  const lines = [
    ...files.map((path) => `Delete ${place(path)}`),
    ...folders.toReversed().map((path) => `RMDir ${place(path)}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
