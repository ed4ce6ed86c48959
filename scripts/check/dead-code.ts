/** Finds files, exports and packages that nobody uses, and parts of the product that only tests use. */
import type { Check } from "./check.ts";
import { runTool } from "./tool.ts";

const remedy = "Delete it, or use it; knip.json names the roots.";

export const deadCode: Check = {
  name: "dead code",
  run: async (root) => [
    ...(await runTool(root, "knip", ["--no-progress"], remedy)),
    ...(await runTool(root, "knip", ["--no-progress", "--production"], remedy)),
  ],
};
