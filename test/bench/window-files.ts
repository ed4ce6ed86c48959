/** Finds every script and style the main window can come to load, the ones it loads later included. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** @param renderer the built renderer folder. @returns paths; a file counts when one that counts names it. */
export function findWindowFiles(renderer: string): readonly string[] {
  const assets = readdirSync(join(renderer, "assets"))
    .filter((name) => /\.(?:js|css)$/u.test(name))
    .map((name) => join(renderer, "assets", name));
  const found: string[] = [];
  const waiting = [join(renderer, "ui/index.html")];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = readFileSync(file, "utf8");
    for (const asset of assets) {
      if (found.includes(asset) || !text.includes(basename(asset))) continue;
      found.push(asset);
      waiting.push(asset);
    }
  }
  return found.toSorted();
}
