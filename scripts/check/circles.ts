/** Finds circular imports, types included: two files that need each other are one file, or miss a third. */
import type { Breach, Check } from "./check.ts";
import { readImports } from "./imports.ts";
import { isCode, listSourceFiles } from "./source-files.ts";

export const circles: Check = {
  name: "circles",
  run: async (root) => {
    const files = listSourceFiles(root).filter(isCode);
    const graph = new Map(files.map((file) => [file, readImports(root, file).flatMap(({ path }) => path ?? [])]));
    return findCircles(graph).map(toBreach);
  },
};

/** @returns one path per circle found by walking each file once. */
export function findCircles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const found: string[][] = [];
  const walk = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start !== -1) {
      found.push([...trail.slice(start), file]);
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return found;
}

function toBreach(circle: readonly string[]): Breach {
  return {
    where: circle[0] ?? "",
    problem: `imports itself in a circle: ${circle.join(" → ")}.`,
    remedy: "Move what both need into a third file, or pass it in.",
  };
}
