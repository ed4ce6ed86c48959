/** The work after a call, as every outlet sees it: what may be chosen, and the call it is about now. */
import { z } from "zod";
import { QueueId } from "./agent.ts";
import { CallId } from "./ids.ts";
import { EpochMs } from "./time.ts";
import { WrapUpReason } from "./wrap-up-policy.ts";

export const WrapUpNow = z.strictObject({
  callId: CallId,
  atSince: EpochMs,
  /** When the time is over; null: none runs, or it is over, and the reason alone may still be given. */
  atUntil: EpochMs.nullable(),
  mayExtend: z.boolean(),
  /** The document wants a reason, and none is given yet: it is asked for until then. */
  isReasonMissing: z.boolean(),
  /** Calls that are asked about after this one, the oldest first. */
  waiting: z.array(CallId),
  /** Those that it has paused. */
  queueIds: z.array(QueueId),
});
export type WrapUpNow = z.infer<typeof WrapUpNow>;

export const WrapUp = z.strictObject({
  reasons: z.array(WrapUpReason),
  /** Null between calls. */
  now: WrapUpNow.nullable(),
});
export type WrapUp = z.infer<typeof WrapUp>;
