/** Where Electron's binary is, as its npm package records it once it has been downloaded. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export function findElectron(root: string): string | null {
  const folder = join(root, "node_modules/electron");
  const record = join(folder, "path.txt");
  if (!existsSync(record)) return null;
  const path = join(folder, "dist", readFileSync(record, "utf8").trim());
  return existsSync(path) ? path : null;
}
