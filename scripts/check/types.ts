/** Compiles every world against its own tsconfig, two at a time; the worlds differ in what they may touch. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Breach, Check } from "./check.ts";
import { runTool } from "./tool.ts";

export const worlds = [
  "shared",
  "renderer/engine/core",
  "renderer/engine",
  "renderer/ui",
  "electron/preload",
  "electron",
  "test",
];

export const types: Check = {
  name: "types",
  run: async (root) => {
    const waiting = worlds.filter((world) => existsSync(join(root, world, "tsconfig.json")));
    const breaches = await Promise.all([compileNext(root, waiting), compileNext(root, waiting)]);
    return breaches.flat();
  },
};

async function compileNext(root: string, waiting: string[]): Promise<readonly Breach[]> {
  const world = waiting.shift();
  if (world === undefined) return [];
  const breaches = await runTool(root, "tsc", ["-p", `${world}/tsconfig.json`], null);
  return [...breaches, ...(await compileNext(root, waiting))];
}
