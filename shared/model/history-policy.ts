/** What an administrator decides about the history of calls: how much is kept, whose calls are not, who may take it out. */
import { z } from "zod";

const number = z.string().regex(/^[0-9A-Za-z*#+][0-9A-Za-z*#+ ().-]{1,63}$/, "a number as it is dialled");

export const HistoryPolicy = z.strictObject({
  /** Older calls are erased. */
  keepDays: z.number().int().min(1).max(3_650).default(365),
  /** When there are more, the oldest are erased. */
  keepCalls: z.number().int().min(1).max(1_000_000).default(200_000),
  /** Calls with these numbers are erased, and not kept from then on. */
  eraseNumbers: z.array(number).max(1_000).default([]),
  operatorMayErase: z.boolean().default(true),
  operatorMayExport: z.boolean().default(true),
});
export type HistoryPolicy = z.infer<typeof HistoryPolicy>;
