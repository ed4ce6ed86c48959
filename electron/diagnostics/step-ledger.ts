/** Runs one step after another and writes down what each came to; after one that failed, those that build on it are not tried. */
import { notTried, type Finding, type Step } from "./diagnosis.ts";

/** `value` is what later steps build on; null: there is nothing to build on. */
export type Outcome<Value> = { readonly finding: Finding; readonly value: Value | null };

export type StepLedger = {
  /** @returns null without trying when `from` is null, and when the step had nothing to hand on. */
  readonly take: <From, Value>(
    kind: Step["kind"],
    from: From | null,
    look: (from: From) => Promise<Outcome<Value>> | Outcome<Value>,
  ) => Promise<Value | null>;
  readonly list: () => readonly Step[];
};

/** @param now monotonic, ms. */
export function createStepLedger(now: () => number): StepLedger {
  const steps: Step[] = [];
  return {
    async take(kind, from, look) {
      if (from === null) {
        steps.push(notTried(kind, "an earlier step failed"));
        return null;
      }
      const atStart = now();
      const { finding, value } = await look(from);
      steps.push({ kind, ms: Math.max(0, Math.round(now() - atStart)), ...finding });
      return value;
    },
    list: () => steps,
  };
}
