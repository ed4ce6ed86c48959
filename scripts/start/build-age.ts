/** Whether out/ is there and newer than everything it is made of; folders count, for they tell of files that went. */
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";

const products = [
  "main/main.js",
  "preload/engine.cjs",
  "preload/ui.cjs",
  "renderer/engine/index.html",
  "renderer/ui/index.html",
];
const sources = ["{electron,renderer,shared}/**/*", "electron.vite.config.ts", "package.json", "package-lock.json"];

export function isBuildCurrent(root: string): boolean {
  const paths = products.map((path) => join(root, "out", path));
  if (!paths.every((path) => existsSync(path))) return false;
  const atBuilt = Math.min(...paths.map(toTime));
  return globSync(sources, { cwd: root }).every((path) => toTime(join(root, path)) <= atBuilt);
}

function toTime(path: string): number {
  return statSync(path).mtimeMs;
}
