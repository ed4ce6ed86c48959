/** A thread that plays one outage and hands back its row and its picture. */
import { parentPort, workerData } from "node:worker_threads";
import { findBrokenPromises } from "../../test/herd/break-promise.ts";
import { judgeHerd } from "../../test/herd/judge-herd.ts";
import { playHerd, type HerdOptions } from "../../test/herd/play-herd.ts";
import { drawHerd } from "./draw-herd.ts";
import type { HerdRow } from "./render-herd.ts";

export type PlayedHerd = { readonly row: HerdRow; readonly svg: string };

const options = workerData as HerdOptions;
const run = playHerd(options);
const figures = judgeHerd(run);
const { talking, rescued } = run;
const row = { run: { ...options, talking, rescued }, figures, broken: findBrokenPromises(run, figures) };
parentPort?.postMessage({ row, svg: drawHerd(run, figures) } satisfies PlayedHerd, []);
