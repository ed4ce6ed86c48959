/** `npm run bench`: measures every figure in end-to-end runs on two real servers and writes docs/benchmarks.md. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { Figure, figuresFile } from "../test/e2e/record-figure.ts";
import { isMissed, joinRuns, renderBenchmarks } from "./bench/render-benchmarks.ts";
import { runProgram } from "./run-program.ts";
import { readSetup } from "./setup/setup-report.ts";

const root = join(import.meta.dirname, "..");
const shown = { isShown: true };

function readFigures(): Figure[] {
  if (!existsSync(figuresFile)) return [];
  const lines = readFileSync(figuresFile, "utf8").trim().split("\n");
  return lines.map((line) => Figure.parse(JSON.parse(line)));
}

function versionOf(name: string): string {
  const manifest = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as {
    version: string;
  };
  return manifest.version;
}

async function chromiumVersion(path: string): Promise<string> {
  const { output } = await runProgram(root, path, ["--version", "--no-sandbox"]);
  return /\d+(\.\d+)+/.exec(output)?.[0] ?? "unknown";
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
  const options = { ...shown, env: { TANDEM_BENCH: "1" } };
  const tests = await runProgram(root, "vitest", ["run", "--project", "testbed", "test/e2e"], options);
  const figures = readFigures();
  if (figures.length === 0) {
    console.log("No test recorded a figure, so docs/benchmarks.md stays as it is.");
    return false;
  }
  const processor = cpus();
  const page = renderBenchmarks(figures, {
    date: new Date().toISOString().slice(0, 10),
    machine: `${processor.length} × ${processor[0]?.model ?? "unknown processor"}`,
    versions: {
      Asterisk: asterisk.version,
      Chromium: await chromiumVersion(chromium),
      Node: process.versions.node,
      "SIP.js": versionOf("sip.js"),
    },
  });
  writeFileSync(join(root, "docs/benchmarks.md"), page);
  console.log(`\n${page}`);
  return tests.code === 0 && !joinRuns(figures).some(isMissed);
}

process.exitCode = (await bench()) ? 0 : 1;
