/** The policy files and the guide's tables say what the schema says. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildPolicyFiles } from "../policy-files/build-policy-files.ts";
import type { Check } from "./check.ts";

export const policyFiles: Check = {
  name: "policy files",
  run: (root) =>
    Promise.resolve(
      buildPolicyFiles(root)
        .filter(
          ({ path, content }) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== content,
        )
        .map(({ path }) => ({
          where: path,
          problem: "is not what the schema of the policy document makes of it.",
          remedy: "Run `npm run policy-files`.",
        })),
    ),
};
