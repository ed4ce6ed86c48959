/** What main asks of the history, and what it answers; it travels in the envelopes of records-wire.ts. */
import { z } from "zod";
import { DialCountry } from "../model/dial-country.ts";
import { HistoryPolicy } from "../model/history-policy.ts";
import { CallId } from "../model/ids.ts";
import { PastCall, PastCalls } from "../model/past-call.ts";
import { EpochMs } from "../model/time.ts";

/** What is to be kept, and how numbers of one party are known for the same. */
export const HistoryRules = HistoryPolicy.pick({ keepDays: true, keepCalls: true, eraseNumbers: true }).extend({
  country: DialCountry.nullable(),
});
export type HistoryRules = z.infer<typeof HistoryRules>;

/** Each may be asked again after a death of the process: doing it twice is doing it once. */
export const HistoryAsk = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("rules"), rules: HistoryRules }),
  z.strictObject({ type: z.literal("put"), call: PastCall }),
  /** Something was said of a call after its end. */
  z.strictObject({ type: z.literal("revise"), call: PastCall }),
  z.strictObject({ type: z.literal("find"), text: z.string(), olderThan: CallId.nullable(), limit: z.number().int() }),
  /** The newest calls, and how many were missed since the operator last looked. */
  z.strictObject({ type: z.literal("newest"), limit: z.number().int() }),
  z.strictObject({ type: z.literal("seen"), at: EpochMs }),
  z.strictObject({ type: z.literal("erase"), number: z.string() }),
  /** Files of these recordings are no more. */
  z.strictObject({ type: z.literal("unrecorded"), recordings: z.array(CallId) }),
  /** @see history.export; `servers`: names by id. */
  z.strictObject({
    type: z.literal("export"),
    path: z.string(),
    format: z.enum(["csv", "json"]),
    servers: z.record(z.string(), z.string()),
  }),
]);
export type HistoryAsk = z.infer<typeof HistoryAsk>;

export const HistoryAnswer = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("done") }),
  z.strictObject({ type: z.literal("found"), found: PastCalls }),
  z.strictObject({ type: z.literal("newest"), newest: PastCalls, missed: z.number().int().nonnegative() }),
  /** `recordings`: those whose last call went, so that their files go too. */
  z.strictObject({
    type: z.literal("erased"),
    calls: z.number().int().nonnegative(),
    recordings: z.array(CallId),
  }),
  /** Nothing was done. `full`: the disk took no more. */
  z.strictObject({ type: z.literal("failed"), why: z.enum(["full", "other"]), message: z.string() }),
]);
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;
