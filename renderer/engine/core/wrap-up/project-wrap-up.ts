/** What is shown of the work after a call. */
import type { EpochMs, Instant } from "../../../../shared/model/time.ts";
import type { WrapUp } from "../../../../shared/model/wrap-up.ts";
import type { PhoneState } from "../phone-state.ts";
import { isReasonMissing } from "./wrap-up-record.ts";

/** @returns null where the document wants none. */
export function projectWrapUp(state: PhoneState, toEpoch: (at: Instant) => EpochMs): WrapUp | null {
  const policy = state.config?.wrapUp ?? null;
  if (policy === null) return null;
  const { wrapUp, agent } = state;
  if (wrapUp === null) return { reasons: policy.reasons, now: null };
  const { callId, waiting, atSince, atUntil, isExtended } = wrapUp;
  return {
    reasons: policy.reasons,
    now: {
      callId,
      atSince: toEpoch(atSince),
      atUntil: atUntil === null ? null : toEpoch(atUntil),
      mayExtend: policy.mayExtend && !isExtended && atUntil !== null,
      isReasonMissing: isReasonMissing(state),
      waiting: [...waiting],
      queueIds: agent.queues.flatMap((queue) => (queue.isWrapUp ? [queue.id] : [])),
    },
  };
}
