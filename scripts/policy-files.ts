/** `npm run policy-files`: makes the policy files and the tables of the administrator's guide anew from the schema. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildPolicyFiles } from "./policy-files/build-policy-files.ts";

const root = join(import.meta.dirname, "..");
for (const { path, content } of buildPolicyFiles(root)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  console.log(path);
}
