/** `npm run icons`: draws the program's icon anew in every size and form that a package needs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildIcons } from "./icons/build-icons.ts";

const root = join(import.meta.dirname, "..");
for (const { path, content } of buildIcons()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  console.log(path);
}
