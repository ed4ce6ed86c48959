/** Ring 2 as it is run: which plans, how many side by side. */
import { drawPlan, planOf, type FaultKind } from "../chaos-plan.ts";
import type { Ring } from "../run-ring.ts";
import { playOnSeat } from "./play-on-seat.ts";

const common = { longestWaitMs: 1_500, canSleep: true } as const;

/** What is over within seconds. */
const shortFaults: readonly FaultKind[] = [
  "crash",
  "freeze",
  "blackHole",
  "deafWay",
  "dumbWay",
  "delay",
  "slow200",
  "overload",
  "dropSocket",
  "flap",
];

const plans = planOf({
  ...common,
  targets: ["600", "601", "602", "603", "605", "606", "608", "404"],
  // A refused account and a lost binding take half a minute to come back.
  faults: [...shortFaults, ...shortFaults, "challengeLoop", "forget", "takeOver"],
  longestFaultMs: 6_000,
  mostParts: 9,
  unhurriedPct: 15,
});

export const seatRing: Ring = {
  draw: (seed) => drawPlan(plans, seed),
  play: (plan, seed) => playOnSeat(plan, seed, { looksForLeaks: true }),
  atOnce: 50,
  gapMs: 300,
};

const shortPlans = planOf({
  ...common,
  targets: ["600", "602", "605", "608", "404"],
  faults: shortFaults,
  longestFaultMs: 2_000,
  mostParts: 6,
  unhurriedPct: 0,
});

/** The slice of `npm test`: no registration that only time brings back, no callee who rings to the end. */
export const shortSeatRing: Ring = {
  draw: (seed) => drawPlan(shortPlans, seed),
  play: (plan, seed) => playOnSeat(plan, seed, { looksForLeaks: false }),
  atOnce: 12,
  gapMs: 100,
};
