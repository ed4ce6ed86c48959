/** Where the operator has calls sent that this seat does not take: every call, those while he is busy, those nobody answers. */
import { z } from "zod";
import { cleanDialTarget } from "./dial-target.ts";

const Target = z
  .string()
  .max(64)
  .refine((to) => {
    const cleaned = cleanDialTarget(to);
    return cleaned.ok && cleaned.value === to;
  }, "a number or name as it is dialled");

/** The number stays while the rule rests, for the next day it is wanted. */
export const ForwardingRule = z
  .strictObject({ isOn: z.boolean(), to: Target.nullable() })
  .refine(({ isOn, to }) => !isOn || to !== null, "a rule that is on needs a number");
export type ForwardingRule = z.infer<typeof ForwardingRule>;

/** Seconds a call rings here before it is sent on; a provider that tries the next server rings each for 20 s. */
export const unansweredAfterS = { least: 5, most: 60, usual: 15 } as const;

export const Forwarding = z.strictObject({
  always: ForwardingRule,
  /** While a call is up or rings here, and while do not disturb is on. */
  busy: ForwardingRule,
  unanswered: ForwardingRule,
  unansweredAfterS: z.number().int().min(unansweredAfterS.least).max(unansweredAfterS.most),
});
export type Forwarding = z.infer<typeof Forwarding>;

const resting: ForwardingRule = { isOn: false, to: null };

export const noForwarding: Forwarding = {
  always: resting,
  busy: resting,
  unanswered: resting,
  unansweredAfterS: unansweredAfterS.usual,
};

/** @returns where this rule sends a call now, or null. */
export function targetOf({ isOn, to }: ForwardingRule): string | null {
  return isOn ? to : null;
}
