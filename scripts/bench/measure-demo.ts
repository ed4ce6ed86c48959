/** Plays the scripted demo ten times: how long it takes, and how often a step of it does not hold. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Figure } from "../../test/e2e/record-figure.ts";

/** What `npm run bench -- <filter>` is matched against, as the tests' names are. */
export const demoStage = "the scripted demo, ten times";

export type DemoRun = {
  /** 1 when it had to be ended. */
  readonly code: number;
  readonly durationMs: number;
  /** What it printed to its standard output. */
  readonly output: string;
};

const runCount = 10;
const longestS = 90;
/** A run that hangs is ended, and is a failed one. */
const patienceMs = 240_000;

const Step = z.object({ step: z.string(), ok: z.boolean(), ms: z.number(), detail: z.string().optional() });
type Step = z.infer<typeof Step>;

/** @returns null where there is no demo. */
export async function measureDemo(root: string): Promise<readonly Figure[] | null> {
  const script = join(root, "scripts/demo.ts");
  if (!existsSync(script)) return null;
  const runs: DemoRun[] = [];
  for (let count = 1; count <= runCount; count += 1) {
    const run = await play(root, script);
    const failure = findFailure(run);
    console.log(`demo ${count}: ${(run.durationMs / 1_000).toFixed(1)} s${failure === null ? "" : `, ${failure}`}`);
    runs.push(run);
  }
  return toFigures(runs);
}

export function toFigures(runs: readonly DemoRun[]): readonly Figure[] {
  const failures = runs.filter((run) => findFailure(run) !== null);
  return [
    {
      figure: "the scripted demo, start to end",
      unit: "s",
      values: runs.map(({ durationMs }) => durationMs / 1_000),
      limit: { of: "max", atMost: longestS },
      note: "On two embedded PBXs instead of Asterisk.",
    },
    {
      figure: `failed runs of ${runs.length} of the scripted demo`,
      unit: "count",
      values: [failures.length],
      limit: { of: "max", atMost: 0 },
    },
  ];
}

/** @returns what did not hold, in a few words; null when every step did. */
export function findFailure({ code, output }: DemoRun): string | null {
  const steps = output.split("\n").flatMap(toStep);
  const failed = steps.filter(({ ok }) => !ok);
  if (failed.length > 0)
    return failed.map(({ step, detail }) => `${step} failed: ${detail ?? "no word why"}`).join("; ");
  if (code !== 0) return `it ended with ${code} after ${steps.at(-1)?.step ?? "no step"}`;
  return steps.length === 0 ? "it told no step" : null;
}

function toStep(line: string): Step[] {
  if (!line.startsWith("{")) return [];
  try {
    const step = Step.safeParse(JSON.parse(line));
    return step.success ? [step.data] : [];
  } catch {
    return [];
  }
}

function play(root: string, script: string): Promise<DemoRun> {
  const atStart = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, "--script", "--json"], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
      timeout: patienceMs,
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    child.on("error", (error) => console.log(`the demo did not start: ${error.message}`));
    child.on("close", (code) => resolve({ code: code ?? 1, durationMs: performance.now() - atStart, output }));
  });
}
