/** `npm run herd [-- <seats> [seed]]`: plays every outage with a whole fleet of real cores and draws docs/herd/. */
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { herdScenarios, type HerdScenario } from "../test/herd/herd-scenario.ts";
import type { HerdOptions } from "../test/herd/play-herd.ts";
import type { PlayedHerd } from "./herd/play-one.ts";
import { renderHerd, type HerdRow } from "./herd/render-herd.ts";
import { runProgram } from "./run-program.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "docs/herd");
/** The longest standard of the policy for a fleet of more than 1,000. */
const probeActiveMs = 5_000;
const cores = 4;

const wantedSeats = Number(process.argv[2] ?? "3500");
const wantedSeed = Number(process.argv[3] ?? "1");
if (!(Number.isInteger(wantedSeats) && wantedSeats > 0 && Number.isInteger(wantedSeed))) {
  console.error("Say how many seats, and a seed if you have one: npm run herd -- 3500 42");
  process.exit(2);
}

/** Each thread holds a whole fleet, some hundred MB. */
const threads = Math.min(4, Math.max(2, availableParallelism()));

async function play(scenario: HerdScenario): Promise<HerdRow> {
  const workerData: HerdOptions = { scenario, seats: wantedSeats, seed: wantedSeed, cores, probeActiveMs };
  const thread = new Worker(new URL("herd/play-one.ts", import.meta.url), { workerData });
  const [{ row, svg }] = (await once(thread, "message")) as [PlayedHerd];
  writeFileSync(join(folder, `${scenario.id}.svg`), svg);
  const verdict = row.broken.length === 0 ? "held  " : "BROKEN";
  console.log([`${verdict} ${scenario.id}`, ...row.broken].join("\n       "));
  return row;
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const waiting = [...herdScenarios];
const rows = new Map<HerdScenario, HerdRow>();
async function playOnWaiting(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) rows.set(next, await play(next));
}
await Promise.all(Array.from({ length: threads }, playOnWaiting));
const inOrder = herdScenarios.flatMap((scenario) => rows.get(scenario) ?? []);
const page = join(folder, "README.md");
writeFileSync(page, renderHerd(inOrder));
await runProgram(root, "oxfmt", [page]);
process.exitCode = inOrder.every(({ broken }) => broken.length === 0) ? 0 : 1;
