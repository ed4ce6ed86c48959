/** The demo's story as a program would run it: nine steps that hold, in under 90 s, and nothing left behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const limitMs = 90_000;

test("npm run demo -- --script --json plays nine steps that hold", { timeout: limitMs + 30_000 }, async () => {
  const atStart = performance.now();
  const child = spawn(process.execPath, ["scripts/demo.ts", "--script", "--json"], { cwd: root });
  let output = "";
  let trouble = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (trouble += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  const tookMs = performance.now() - atStart;
  const results = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { step: string; ok: boolean; ms: number; detail: string });
  expect(
    results.map(({ step, ok, detail }) => (ok ? step : `${step}: ${detail}`)),
    trouble,
  ).toEqual([
    "register",
    "callPrimary",
    "freeze",
    "callBackup",
    "thawAndFailback",
    "killInCall",
    "rescue",
    "returnAndFailback",
    "incomingMerged",
  ]);
  expect(results.map((result) => Object.keys(result).join()).filter((keys) => keys !== "step,ok,ms,detail")).toEqual(
    [],
  );
  expect([code, tookMs < limitMs]).toEqual([0, true]);
});
