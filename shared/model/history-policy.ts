/** What an administrator decides about the history of calls: how much is kept, whose calls are not, who may take it out. */
import { z } from "zod";

const number = z.string().regex(/^[0-9A-Za-z*#+][0-9A-Za-z*#+ ().-]{1,63}$/, "a number as it is dialled");

export const HistoryPolicy = z.strictObject({
  keepDays: z
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(365)
    .describe("Calls that ended longer ago than this many days are erased"),
  keepCalls: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(200_000)
    .describe("When more calls are kept than this, the oldest are erased"),
  eraseNumbers: z
    .array(number)
    .max(1_000)
    .default([])
    .describe("Calls with these numbers are erased, from outages and the log too, and not kept from then on"),
  operatorMayErase: z.boolean().default(true).describe("Whether the operator may erase every call with one number"),
  operatorMayExport: z.boolean().default(true).describe("Whether the operator may save the history as a file"),
});
export type HistoryPolicy = z.infer<typeof HistoryPolicy>;
