/** Ring 3 as it is run: one plan after another on one stage. */
import { drawPlan, planOf } from "../chaos-plan.ts";
import type { Ring } from "../run-ring.ts";
import type { AppStage } from "./play-on-app.ts";
import { asteriskFaults } from "./strike-asterisk.ts";

const plans = planOf({
  faults: asteriskFaults,
  targets: ["600", "601", "602", "603", "605", "606"],
  canSleep: true,
  longestWaitMs: 1_200,
  longestFaultMs: 5_500,
  mostParts: 7,
  unhurriedPct: 10,
});

/** The slice of `npm test`: every plan is hurried, and no account refused, which takes half a minute to come back. */
const shortPlans = planOf({
  faults: asteriskFaults.filter((kind) => kind !== "challengeLoop"),
  targets: ["600", "602", "603"],
  canSleep: true,
  longestWaitMs: 800,
  longestFaultMs: 2_500,
  mostParts: 5,
  unhurriedPct: 0,
});

export function createAppRing(stage: AppStage, length: "whole" | "short"): Ring {
  return {
    draw: (seed) => drawPlan(length === "short" ? shortPlans : plans, seed),
    play: stage.play,
    atOnce: 1,
    gapMs: 0,
  };
}
