/** `npm run bench [-- <test name>]`: measures the figures on two real servers and writes docs/benchmarks.{md,json}. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Figure, figuresFile, recordFigure } from "../test/e2e/record-figure.ts";
import { mergeFigures, readBenchmarks, type BenchmarksFile } from "./bench/benchmarks-file.ts";
import { demoStage, measureDemo } from "./bench/measure-demo.ts";
import { summarise, type MeasuredFigure } from "./bench/measured-figure.ts";
import { readCircumstances } from "./bench/read-circumstances.ts";
import { renderBenchmarks } from "./bench/render-benchmarks.ts";
import { runProgram } from "./run-program.ts";
import { readSetup } from "./setup/setup-report.ts";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/benchmarks.md");
const rows = join(root, "docs/benchmarks.json");
const shown = { isShown: true };

/** A regular expression on test names, as vitest's -t; empty: everything is measured. */
const filter = process.argv.slice(2).join(" ");

function readFigures(): Figure[] {
  if (!existsSync(figuresFile)) return [];
  const lines = readFileSync(figuresFile, "utf8").trim().split("\n");
  return lines.map((line) => Figure.parse(JSON.parse(line)));
}

/** Each test and stage records its figures as it goes. @returns whether all of them ended well. */
async function measure(): Promise<boolean> {
  const options = { ...shown, env: { TANDEM_BENCH: "1" } };
  const named = filter === "" ? [] : ["-t", filter];
  const tests = await runProgram(
    root,
    "vitest",
    ["run", "--project", "testbed", "test/e2e", "test/bench", ...named],
    options,
  );
  if (!new RegExp(filter).test(demoStage)) return tests.code === 0;
  const figures = await measureDemo(root);
  if (figures === null) console.log(`Not measured: ${demoStage}, for there is no demo.`);
  for (const figure of figures ?? []) recordFigure(figure);
  return tests.code === 0;
}

/** A run of everything forgets what it did not measure, and says so; a run of some figures keeps the others. */
async function write(measured: readonly MeasuredFigure[]): Promise<void> {
  const older = readBenchmarks(rows);
  const figures = filter === "" ? measured : mergeFigures(older, measured);
  for (const { name } of older) {
    if (!figures.some((row) => row.name === name)) console.log(`No longer measured: ${name}`);
  }
  writeFileSync(rows, JSON.stringify({ figures: [...figures] } satisfies BenchmarksFile));
  writeFileSync(page, renderBenchmarks(figures));
  await runProgram(root, "oxfmt", [rows]);
  console.log(`\n${readFileSync(page, "utf8")}`);
}

async function bench(): Promise<boolean> {
  await runProgram(root, "node", ["scripts/setup.ts"], shown);
  const { chromium, asterisk, reason } = readSetup();
  if (chromium === null || asterisk === null) {
    console.log(`Nothing can be measured: it takes Chromium and Asterisk. ${reason ?? ""}`);
    return false;
  }
  const build = await runProgram(root, "electron-vite", ["build", "--logLevel", "warn"], shown);
  if (build.code !== 0) return false;
  rmSync(figuresFile, { force: true });
  const isWell = await measure();
  const circumstances = await readCircumstances(root, { chromium, asteriskVersion: asterisk.version });
  const measured = summarise(readFigures(), circumstances);
  if (measured.length === 0) {
    console.log("Nothing recorded a figure, so docs/benchmarks.md stays as it is.");
    return false;
  }
  await write(measured);
  const missed = measured.filter(({ verdict }) => verdict === "missed");
  for (const { name } of missed) console.log(`MISSED: ${name}`);
  return isWell && missed.length === 0;
}

process.exitCode = (await bench()) ? 0 : 1;
