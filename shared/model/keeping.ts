/** Whether this computer keeps what Tandem is told, and what it could not read of earlier times. */
import { z } from "zod";

/** Why nothing is kept: no room, no right to write, or something else. */
export const KeepingTrouble = z.enum(["full", "readOnly", "failed"]);
export type KeepingTrouble = z.infer<typeof KeepingTrouble>;

export const Keeping = z.strictObject({
  /** Null: what happens now is still known at the next start. */
  trouble: KeepingTrouble.nullable(),
  /** Files that made no sense at this start, by the names they have now; nothing in them is lost. */
  setAside: z.array(z.string().min(1)),
});
export type Keeping = z.infer<typeof Keeping>;

export const allIsKept: Keeping = { trouble: null, setAside: [] };
