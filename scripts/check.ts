/** `npm run check`: everything that can be known of the code without running it, in under a minute. */
import { join } from "node:path";
import type { Breach, Check } from "./check/check.ts";
import { circles } from "./check/circles.ts";
import { deadCode } from "./check/dead-code.ts";
import { fileNames } from "./check/file-names.ts";
import { manners } from "./check/manners.ts";
import { runTool } from "./check/tool.ts";
import { policyFiles } from "./check/policy-files.ts";
import { types } from "./check/types.ts";
import { walls } from "./check/walls.ts";

const root = join(import.meta.dirname, "..");

const checks: readonly Check[] = [
  types,
  { name: "lint", run: (at) => runTool(at, "oxlint", ["--type-aware", "--deny-warnings", "--quiet"], null) },
  { name: "format", run: (at) => runTool(at, "oxfmt", ["--check"], "Run `npm run format`.") },
  walls,
  circles,
  fileNames,
  manners,
  policyFiles,
  deadCode,
];

let breachCount = 0;
for (const check of checks) {
  const atStart = performance.now();
  const breaches = await check.run(root);
  const seconds = ((performance.now() - atStart) / 1000).toFixed(1).padStart(5);
  console.log(`${breaches.length === 0 ? "ok  " : "FAIL"} ${check.name.padEnd(12)}${seconds} s`);
  for (const breach of breaches) console.log(describe(breach));
  breachCount += breaches.length;
}
if (breachCount > 0) {
  console.log(`\n${breachCount} ${breachCount === 1 ? "breach" : "breaches"}.`);
  process.exitCode = 1;
}

function describe({ where, problem, remedy }: Breach): string {
  return [`     ${where} ${problem}`, ...(remedy === null ? [] : [`       → ${remedy}`])].join("\n");
}
