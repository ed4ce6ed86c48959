/** A slice of `npm run herd`: 500 real cores in one virtual time, five outages. */
import { expect, it } from "vitest";
import { findBrokenPromises } from "./break-promise.ts";
import { herdScenarios } from "./herd-scenario.ts";
import { judgeHerd } from "./judge-herd.ts";
import { playHerd } from "./play-herd.ts";

const seats = 500;
const seed = Number(process.env["TANDEM_SEED"] ?? 1);
const played = [
  "main-killed-5s",
  "main-killed-talking",
  "sockets-dropped-talking",
  "both-killed-5s",
  "start-within-10s",
];

it.each(herdScenarios.filter(({ id }) => played.includes(id)))(
  "500 seats come back on their own and spare both servers: $title",
  (scenario) => {
    const run = playHerd({ scenario, seats, seed, cores: 4, probeActiveMs: 2_000 });
    expect(findBrokenPromises(run, judgeHerd(run))).toEqual([]);
    if (scenario.talkingShare > 0) expect(run.talking).toBeGreaterThan(80);
    if (scenario.id === "main-killed-talking") expect(run.rescued).toBe(run.talking);
  },
);
