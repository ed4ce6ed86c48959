/** The shortest plan that still breaks a promise: steps are left out as long as it does, in few runs, for each is slow. */
import type { ChaosPlan, Step } from "./chaos-plan.ts";

/** A longer search costs more minutes than reading two steps too many. */
const mostRuns = 30;

/**
 * Of each round's variants, each short of one step, all are played side by side; what could be left out alone is then left
 * out together, or else the first of it.
 * @param isBroken plays a plan; a promise that breaks only now and then may end the search early, never spoil it.
 */
export async function shrinkPlan(plan: ChaosPlan, isBroken: (plan: ChaosPlan) => Promise<boolean>): Promise<ChaosPlan> {
  let shortest = plan;
  let runs = 0;
  while (shortest.steps.length > 1 && runs < mostRuns) {
    const candidates = shortest.steps.map((_, index) => index).slice(0, mostRuns - runs);
    runs += candidates.length;
    const results = await Promise.all(candidates.map((index) => isBroken(leaveOut(shortest, [index]))));
    const needless = candidates.filter((_, at) => results[at]);
    const [first] = needless;
    if (first === undefined) return shortest;
    if (needless.length > 1 && needless.length < shortest.steps.length && runs < mostRuns) {
      runs += 1;
      const together = leaveOut(shortest, needless);
      if (await isBroken(together)) {
        shortest = together;
        continue;
      }
    }
    shortest = leaveOut(shortest, [first]);
  }
  return shortest;
}

/** The others happen when they would have. */
function leaveOut(plan: ChaosPlan, needless: readonly number[]): ChaosPlan {
  const steps: Step[] = [];
  let owedMs = 0;
  for (const [index, { waitMs, happening }] of plan.steps.entries()) {
    owedMs += waitMs;
    if (needless.includes(index)) continue;
    steps.push({ waitMs: owedMs, happening });
    owedMs = 0;
  }
  return { ...plan, steps };
}
