/** Plays the plans of one ring, seed after seed and several side by side, until there are enough or one breaks a promise. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ChaosPlan } from "./chaos-plan.ts";
import { shrinkPlan } from "./shrink-plan.ts";

export type Played = {
  /** Sentences; none when every promise held. */
  readonly broken: readonly string[];
  readonly dials: number;
  readonly rings: number;
  /** Dials that two servers answered for a moment: the second answer was already on its way, and was hung up. */
  readonly crossings: number;
  /** What happened, line by line, where something broke. */
  readonly story: readonly string[];
};

export type Ring = {
  readonly draw: (seed: number) => ChaosPlan;
  /** Never throws for what the phone did wrong. */
  readonly play: (plan: ChaosPlan, seed: number) => Promise<Played>;
  readonly atOnce: number;
  /** So far apart begin those that are played side by side, ms: a process that starts them all has no time for any. */
  readonly gapMs: number;
};

export type RunOptions = {
  readonly firstSeed: number;
  readonly schedules: number;
  /** Monotonic ms after which nothing new begins. */
  readonly atEnd: number;
  readonly onPlayed: (totals: Totals) => void;
  /** At once; the shortest plan takes minutes to find. */
  readonly onBroken?: (seed: number, broken: readonly string[]) => void;
};

export type Totals = { readonly schedules: number } & Omit<Played, "broken" | "story">;

export type Failure = {
  readonly seed: number;
  readonly broken: readonly string[];
  readonly plan: ChaosPlan;
  readonly shortest: ChaosPlan;
  readonly story: readonly string[];
};

/** After a failure nothing new begins; what runs is waited for. */
export async function runRing(
  ring: Ring,
  options: RunOptions,
): Promise<{ readonly totals: Totals; readonly failures: readonly Failure[] }> {
  const failures: Failure[] = [];
  let totals: Totals = { schedules: 0, dials: 0, rings: 0, crossings: 0 };
  let begun = 0;
  let atNext = performance.now();

  const mayBegin = (): boolean =>
    begun < options.schedules && performance.now() < options.atEnd && failures.length === 0;

  async function takeTurns(): Promise<void> {
    while (mayBegin()) {
      const seed = options.firstSeed + begun;
      begun += 1;
      const waitMs = atNext - performance.now();
      atNext = Math.max(atNext, performance.now()) + ring.gapMs;
      await sleep(Math.max(0, waitMs));
      const plan = ring.draw(seed);
      const { broken, story, dials, rings, crossings } = await ring.play(plan, seed);
      totals = {
        schedules: totals.schedules + 1,
        dials: totals.dials + dials,
        rings: totals.rings + rings,
        crossings: totals.crossings + crossings,
      };
      if (broken.length > 0) {
        failures.push({ seed, broken, plan, shortest: plan, story });
        options.onBroken?.(seed, broken);
      }
      options.onPlayed(totals);
    }
  }

  await Promise.all(Array.from({ length: ring.atOnce }, takeTurns));
  const shrunk: Failure[] = [];
  for (const failure of failures) {
    let turn: Promise<unknown> = Promise.resolve();
    const isBroken = async (plan: ChaosPlan): Promise<boolean> => {
      const before = turn;
      const played = (ring.atOnce > 1 ? Promise.resolve() : before).then(() => ring.play(plan, failure.seed));
      turn = played;
      return (await played).broken.length > 0;
    };
    shrunk.push({ ...failure, shortest: await shrinkPlan(failure.plan, isBroken) });
  }
  return { totals, failures: shrunk };
}

/** What broke, the shortest plan that shows it, and the command that plays it again. */
export function describeFailure({ seed, broken, plan, shortest }: Failure, ring: string): string {
  const lines = shortest.steps.map(({ waitMs, happening }) => `  +${waitMs} ms ${JSON.stringify(happening)}`);
  return [
    `Seed ${seed} broke:`,
    ...broken.map((sentence) => `  ${sentence}`),
    `The shortest schedule that shows it (${shortest.steps.length} of ${plan.steps.length} steps, ${plan.isHurried ? "hurried" : "left alone"}):`,
    ...lines,
    `Again: npm run chaos -- --ring=${ring} --schedules=1 --seed=${seed}`,
  ].join("\n");
}
