/** What `npm run bench` is asked for: figures by the names of their tests, or the comparison with other softphones. */

export type BenchFlags =
  /** `filter` is a regular expression on test names, as vitest's -t; empty: everything is measured. */
  | { readonly kind: "figures"; readonly filter: string }
  /** `trials` outages of every fault. */
  | { readonly kind: "peers"; readonly trials: number }
  | { readonly kind: "usage"; readonly problem: string };

const usualTrials = 3;
const mostTrials = 20;

/** @param args what follows the script's name: `--peers` with or without `--trials=n`, or words of test names. */
export function readBenchFlags(args: readonly string[]): BenchFlags {
  const trials = args.find((arg) => arg.startsWith("--trials="));
  const others = args.filter((arg) => arg !== "--peers" && arg !== trials);
  if (!args.includes("--peers")) {
    if (trials !== undefined) return { kind: "usage", problem: "--trials goes with --peers." };
    return { kind: "figures", filter: args.join(" ") };
  }
  if (others.length > 0)
    return { kind: "usage", problem: `--peers takes --trials=n alone, not "${others.join(" ")}".` };
  const count = trials === undefined ? usualTrials : Number(trials.slice("--trials=".length));
  if (!Number.isInteger(count) || count < 1 || count > mostTrials) {
    return { kind: "usage", problem: `--trials is a whole number from 1 to ${mostTrials}.` };
  }
  return { kind: "peers", trials: count };
}
