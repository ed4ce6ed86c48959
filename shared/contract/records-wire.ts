/** What main and the process of the records say to each other; both sides parse it at their door. */
import { z } from "zod";
import { HistoryTrouble } from "../model/call-history.ts";
import { CallId } from "../model/ids.ts";
import { HistoryAnswer, HistoryAsk } from "./history-wire.ts";
import { PeopleAnswer, PeopleAsk } from "./people-wire.ts";
import { LogLine } from "./wire.ts";

/** Each may be asked again after a death of the process: doing it twice is doing it once. */
export const RecordsAsk = z.discriminatedUnion("type", [
  HistoryAsk,
  PeopleAsk,
  /** Whoever used this computer leaves it: every call, contact and remembered name goes. */
  z.strictObject({ type: z.literal("eraseAll") }),
]);
export type RecordsAsk = z.infer<typeof RecordsAsk>;

export const RecordsOrder = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ask"), id: z.number().int(), ask: RecordsAsk }),
  /** Close the files and leave. */
  z.strictObject({ type: z.literal("stop") }),
]);
export type RecordsOrder = z.infer<typeof RecordsOrder>;

export const RecordsAnswer = z.discriminatedUnion("type", [HistoryAnswer, PeopleAnswer]);
export type RecordsAnswer = z.infer<typeof RecordsAnswer>;

export const RecordsReport = z.discriminatedUnion("type", [
  /** The history is there. */
  z.strictObject({ type: z.literal("opened"), trouble: HistoryTrouble.nullable() }),
  z.strictObject({ type: z.literal("answer"), id: z.number().int(), answer: RecordsAnswer }),
  /** Calls went by the rules, not by an order; `recordings`: those whose last call went. */
  z.strictObject({ type: z.literal("trimmed"), recordings: z.array(CallId) }),
  z.strictObject({ type: z.literal("log"), line: LogLine }),
]);
export type RecordsReport = z.infer<typeof RecordsReport>;
