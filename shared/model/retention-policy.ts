/** What an administrator decides about what is kept of outages and of the log: for how many days. */
import { z } from "zod";

const keepDays = z.number().int().min(1).max(3_650);

export const IncidentsPolicy = z.strictObject({
  keepDays: keepDays.default(365).describe("Outages that ended longer ago than this many days are erased"),
});
export type IncidentsPolicy = z.infer<typeof IncidentsPolicy>;

export const LogPolicy = z.strictObject({
  keepDays: keepDays.default(90).describe("What was logged longer ago than this many days is erased"),
});
export type LogPolicy = z.infer<typeof LogPolicy>;
