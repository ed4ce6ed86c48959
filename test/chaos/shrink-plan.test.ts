/** What is left of a plan that broke a promise. */
import { expect, it } from "vitest";
import type { ChaosPlan } from "./chaos-plan.ts";
import { shrinkPlan } from "./shrink-plan.ts";

const plan: ChaosPlan = {
  isHurried: true,
  steps: ["600", "601", "602", "603", "604", "605"].map((target) => ({
    waitMs: 100,
    happening: { kind: "dial", target, server: null },
  })),
};
const targetsOf = ({ steps }: ChaosPlan) =>
  steps.flatMap(({ happening }) => (happening.kind === "dial" ? [happening.target] : []));

it("keeps the steps that a broken promise needs, at the times they had", async () => {
  const isBroken = async (one: ChaosPlan) => ["601", "604"].every((target) => targetsOf(one).includes(target));
  expect(await shrinkPlan(plan, isBroken)).toEqual({
    isHurried: true,
    steps: [
      { waitMs: 200, happening: { kind: "dial", target: "601", server: null } },
      { waitMs: 300, happening: { kind: "dial", target: "604", server: null } },
    ],
  });
});

it("leaves steps out one by one where any of them will do, and one at least stays", async () => {
  const runs: string[][] = [];
  const isBroken = async (one: ChaosPlan) => {
    runs.push(targetsOf(one));
    return one.steps.length > 0;
  };
  const { steps } = await shrinkPlan(plan, isBroken);
  expect([steps.length, runs.every((run) => run.length > 0), runs.length <= 30]).toEqual([1, true, true]);
});

it("gives back what does not break again as it was", async () => {
  expect(await shrinkPlan(plan, async () => false)).toEqual(plan);
});
