/** `npm run bench [-- <test name> | --peers]`: measures on two real servers, writes docs/benchmarks.{md,json} and the guide's table. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Figure, figuresFile, recordFigure } from "../test/e2e/record-figure.ts";
import { readBenchFlags } from "./bench/bench-flags.ts";
import { mergeFigures, readBenchmarks, type BenchmarksFile } from "./bench/benchmarks-file.ts";
import { demoStage, measureDemo } from "./bench/measure-demo.ts";
import { measurePeersRun } from "./bench/measure-peers-run.ts";
import { summarise, type Circumstances, type MeasuredFigure } from "./bench/measured-figure.ts";
import { readCircumstances } from "./bench/read-circumstances.ts";
import { renderBenchmarks } from "./bench/render-benchmarks.ts";
import { renderPeers } from "./bench/render-peers.ts";
import { putSchemes } from "./bench/render-schemes.ts";
import { runProgram } from "./run-program.ts";
import { readSetup } from "./setup/setup-report.ts";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/benchmarks.md");
const rows = join(root, "docs/benchmarks.json");
const guide = join(root, "docs/administrator-guide.md");
const shown = { isShown: true };

function readFigures(): Figure[] {
  if (!existsSync(figuresFile)) return [];
  const lines = readFileSync(figuresFile, "utf8").trim().split("\n");
  return lines.map((line) => Figure.parse(JSON.parse(line)));
}

/** Each test and stage records its figures as it goes. @returns whether all of them ended well. */
async function measure(filter: string): Promise<boolean> {
  const options = { ...shown, env: { TANDEM_BENCH: "1" } };
  const named = filter === "" ? [] : ["-t", filter];
  const tests = await runProgram(
    root,
    "vitest",
    ["run", "--project", "testbed*", "test/e2e", "test/bench", ...named],
    options,
  );
  if (!new RegExp(filter).test(demoStage)) return tests.code === 0;
  const figures = await measureDemo(root);
  if (figures === null) console.log(`Not measured: ${demoStage}, for there is no demo.`);
  for (const figure of figures ?? []) recordFigure(figure);
  return tests.code === 0;
}

/** A run of everything forgets what it did not measure, and says so; a run of some figures keeps the others. */
async function writeFigures(filter: string, measured: readonly MeasuredFigure[]): Promise<void> {
  const older = readBenchmarks(rows);
  const figures = filter === "" ? measured : mergeFigures(older.figures, measured);
  for (const { name } of older.figures) {
    if (!figures.some((row) => row.name === name)) console.log(`No longer measured: ${name}`);
  }
  await write({ ...older, figures: [...figures] });
}

async function write(file: BenchmarksFile): Promise<void> {
  writeFileSync(rows, JSON.stringify(file));
  const peers = file.peers === null ? [] : [renderPeers(file.peers)];
  writeFileSync(page, [renderBenchmarks(file.figures), ...peers].join("\n"));
  writeFileSync(guide, putSchemes(readFileSync(guide, "utf8"), file.figures));
  await runProgram(root, "oxfmt", [rows]);
  console.log(`\n${readFileSync(page, "utf8")}`);
}

async function benchFigures(filter: string, circumstances: Circumstances): Promise<boolean> {
  rmSync(figuresFile, { force: true });
  const isWell = await measure(filter);
  const measured = summarise(readFigures(), circumstances);
  if (measured.length === 0) {
    console.log("Nothing recorded a figure, so docs/benchmarks.md stays as it is.");
    return false;
  }
  await writeFigures(filter, measured);
  const missed = measured.filter(({ verdict }) => verdict === "missed");
  for (const { name } of missed) console.log(`MISSED: ${name}`);
  return isWell && missed.length === 0;
}

async function benchPeers(trials: number, circumstances: Circumstances): Promise<boolean> {
  const peers = await measurePeersRun(root, trials, circumstances);
  if (peers === null) {
    console.log("No outage could be measured, so docs/benchmarks.md stays as it is.");
    return false;
  }
  await write({ ...readBenchmarks(rows), peers });
  return true;
}

async function bench(): Promise<boolean> {
  const flags = readBenchFlags(process.argv.slice(2));
  if (flags.kind === "usage") {
    console.error(flags.problem);
    return false;
  }
  await runProgram(root, "node", ["scripts/setup.ts"], shown);
  const { chromium, asterisk, reason } = readSetup();
  if (chromium === null || asterisk === null) {
    console.log(`Nothing can be measured: it takes Chromium and Asterisk. ${reason ?? ""}`);
    return false;
  }
  const build = await runProgram(root, "electron-vite", ["build", "--logLevel", "warn"], shown);
  if (build.code !== 0) return false;
  const circumstances = await readCircumstances(root, { chromium, asteriskVersion: asterisk.version });
  return flags.kind === "peers" ? benchPeers(flags.trials, circumstances) : benchFigures(flags.filter, circumstances);
}

process.exitCode = (await bench()) ? 0 : 1;
