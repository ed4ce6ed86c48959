/**
 * `npm test [-- <file>…]`: sets the machine up, builds, checks, runs the tests, and names what it had to leave out. Of the
 * long rings it plays one of three turns; `npm run test:all` plays everything, and so do files that are named.
 */
import { randomInt } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { figuresFile } from "../test/e2e/record-figure.ts";
import { readTurn, turnCount } from "../test/turns.ts";
import { leftToOthers } from "../vitest.config.ts";
import { runProgram } from "./run-program.ts";
import { readSetup } from "./setup/setup-report.ts";
import { readResults, toLastLine } from "./test/results.ts";
import { mostTriedAgain, readTriedAgain, triedAgainFile } from "./test/tried-again.ts";

const root = join(import.meta.dirname, "..");
const filters = process.argv.slice(2).filter((word) => word !== "--all");
const isAll = process.argv.includes("--all") || filters.length > 0;
const turn = isAll ? null : (readTurn(process.env["TANDEM_TURN"]) ?? randomInt(turnCount) + 1);
const reportFile = join(root, ".cache/test-results.json");
const brokenStages: string[] = [];

async function runStage(name: string, program: string, args: readonly string[]): Promise<void> {
  console.log(`\n== ${name}`);
  const env = { TANDEM_TURN: String(turn ?? "") };
  const { code } = await runProgram(root, program, args, { isShown: true, env });
  if (code !== 0) brokenStages.push(name);
}

/** What cannot run on this machine, by project, with the reason. */
function findMissing(): { project: string; reason: string }[] {
  const { chromium, asterisk, reason } = readSetup();
  const why = reason ?? "run: npm run setup";
  return [
    ...(chromium === null ? ["pages", "host"].map((project) => ({ project, reason: `no Chromium (${why})` })) : []),
    ...(asterisk === null
      ? ["testbed", "testbed-alone"].map((project) => ({ project, reason: `no Asterisk (${why})` }))
      : []),
  ];
}

/** @returns the full names of the tests of a project, without running them. */
async function listTests(project: string): Promise<string[]> {
  const { output } = await runProgram(root, "vitest", ["list", "--project", project, ...filters]);
  return output.split("\n").filter((line) => line.startsWith("["));
}

await runStage("setup", "node", ["scripts/setup.ts"]);
await runStage("build", "electron-vite", ["build", "--logLevel", "warn"]);
await runStage("check", "node", ["scripts/check.ts"]);

const missing = findMissing();
mkdirSync(join(root, ".cache"), { recursive: true });
for (const file of [reportFile, figuresFile, join(root, triedAgainFile)]) rmSync(file, { force: true });
await runStage("tests", "vitest", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--reporter=${join(root, "scripts/test/report-tried-again.ts")}`,
  `--outputFile.json=${reportFile}`,
  ...missing.map(({ project }) => `--project=!${project}`),
  ...filters,
]);

const results = readResults(reportFile);
const leftOut = await Promise.all(missing.map(({ project }) => listTests(project)));
const skipped = [...results.skipped, ...leftOut.flat()];
for (const { project, reason } of missing) console.log(`\nSKIPPED: every test of "${project}": ${reason}`);
for (const name of skipped) console.log(`SKIPPED: ${name}`);
if (skipped.length > 0 && process.env["CI"] === "true") brokenStages.push("skipped tests, which CI does not allow");
if (turn !== null) {
  console.log(`\nTURN ${turn} OF ${turnCount}: left to the others, which "npm run test:all" plays with this one:`);
  console.log(leftToOthers(turn).join(" "));
}
const triedAgain = readTriedAgain(root);
for (const name of triedAgain) console.log(`TRIED AGAIN, and held: ${name}`);
if (triedAgain.length > mostTriedAgain) brokenStages.push(`${triedAgain.length} tests held only when tried again`);
if (brokenStages.length > 0) console.log(`\nFAILED: ${brokenStages.join(", ")}`);
console.log(`\n${toLastLine({ ...results, skipped })}`);
process.exitCode = brokenStages.length > 0 || results.failed > 0 || results.passed === 0 ? 1 : 0;
