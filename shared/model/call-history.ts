/** How the history of calls fares, and what the operator may do with it; the calls themselves are asked for. */
import { z } from "zod";

/**
 * `damaged`: the file made no sense, was set aside, and a new one begun. `unwritable`: the folder takes no file.
 * `full`: the disk took no more.
 */
export const HistoryTrouble = z.enum(["damaged", "unwritable", "full"]);
export type HistoryTrouble = z.infer<typeof HistoryTrouble>;

/** `lost`: whoever keeps it is gone and is started again. */
export const CallHistory = z.strictObject({
  state: z.enum(["opening", "ready", "lost"]),
  trouble: HistoryTrouble.nullable(),
  mayErase: z.boolean(),
  mayExport: z.boolean(),
  /** What an operator may do with recordings: see where they are, play those that are not sealed. */
  recordings: z.enum(["hidden", "shown", "playable"]).default("hidden"),
});
export type CallHistory = z.infer<typeof CallHistory>;

export const unopenedHistory: CallHistory = {
  state: "opening",
  trouble: null,
  mayErase: true,
  mayExport: true,
  recordings: "hidden",
};
