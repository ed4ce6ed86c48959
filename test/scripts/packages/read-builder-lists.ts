/** Reads from electron-builder.yml what a Linux package depends on and puts beside the app's folder. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The lists stand as plain lines; `fpm` of the rpm is the deb's. */
export function readBuilderLists(root: string, kind: "deb" | "rpm"): { depends: string[]; files: string[] } {
  const text = readFileSync(join(root, "electron-builder.yml"), "utf8");
  const part = (name: string): string => new RegExp(`^${name}:\\n((?: .*\\n)+)`, "mu").exec(text)?.[1] ?? "";
  const list = (within: string, name: string): string[] =>
    (new RegExp(`^  ${name}:.*\\n((?:    - .*\\n)+)`, "mu").exec(within)?.[1] ?? "")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.replace(/^ *- /u, ""));
  return { depends: list(part(kind), "depends"), files: list(part("deb"), "fpm") };
}
