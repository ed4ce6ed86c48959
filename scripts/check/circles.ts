/** Finds circular imports, which run in an order nobody chose. Types are gone by then and may point both ways. */
import type { Breach, Check } from "./check.ts";
import { readImports } from "./imports.ts";
import { isCode, listSourceFiles } from "./source-files.ts";

export const circles: Check = {
  name: "circles",
  run: async (root) => {
    const files = listSourceFiles(root).filter(isCode);
    const graph = new Map(files.map((file) => [file, readRunningImports(root, file)]));
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

function readRunningImports(root: string, file: string): string[] {
  return readImports(root, file).flatMap(({ path, isType }) => (isType || path === null ? [] : [path]));
}

function toBreach(circle: readonly string[]): Breach {
  return {
    where: circle[0] ?? "",
    problem: `imports itself in a circle: ${circle.join(" → ")}.`,
    remedy: "Move what both need into a third file, or pass it in.",
  };
}
