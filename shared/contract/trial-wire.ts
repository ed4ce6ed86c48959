/** What crosses between main and the page that tries the voice for `--diagnostics`: one order, one report. */
import { z } from "zod";
import { Quality } from "../model/call.ts";
import { ServerId } from "../model/ids.ts";
import { PhoneConfig } from "../model/phone-config.ts";

export const TrialOrder = z.strictObject({
  type: z.literal("try"),
  config: PhoneConfig,
  /** Servers that were found well: a test call goes through each of these. */
  serverIds: z.array(ServerId),
  /** A number that only answers; null: no call is tried. */
  target: z.string().nullable(),
});
export type TrialOrder = z.infer<typeof TrialOrder>;

const Ms = z.number().int().nonnegative();

export const TrialCall = z.strictObject({
  serverId: ServerId,
  ms: Ms,
  outcome: z.enum(["answered", "rejected", "failed", "silent"]),
  /** Final SIP code, where one came. */
  code: z.number().int().nullable(),
  /** The phone's own sentence about a call that never left. */
  message: z.string().nullable(),
  /** The addresses of the server's answer: kind and address. */
  candidates: z.array(z.string()),
  /** Whether sound came back. */
  isHeard: z.boolean(),
  quality: Quality.nullable(),
});
export type TrialCall = z.infer<typeof TrialCall>;

export const Trial = z.strictObject({
  microphone: z.strictObject({
    ms: Ms,
    /** The phone's own sentence; null: it opened. */
    trouble: z.string().nullable(),
  }),
  /** The addresses of this computer that a call would offer: kind, transport and address. */
  ice: z.strictObject({ ms: Ms, candidates: z.array(z.string()) }),
  calls: z.array(TrialCall),
});
export type Trial = z.infer<typeof Trial>;

export const TrialReport = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  z.strictObject({ type: z.literal("tried"), trial: Trial }),
  /** It broke off: nobody need wait for it any longer. */
  z.strictObject({ type: z.literal("failed") }),
]);
export type TrialReport = z.infer<typeof TrialReport>;
