/** The work after a call as the Snapshot shows it: four reasons, and 24 of 30 seconds left unless told otherwise. */
import { QueueId } from "../../shared/model/agent.ts";
import { CallId } from "../../shared/model/ids.ts";
import type { WrapUp, WrapUpNow } from "../../shared/model/wrap-up.ts";
import { atFixture } from "./a-server.ts";

export const someReasons = [
  { id: "sold", name: "Sold" },
  { id: "complaint", name: "Complaint" },
  { id: "callback", name: "Calls back" },
  { id: "wrong", name: "Wrong number" },
];

export function aWrapUp(now: Partial<WrapUpNow> | null = {}, overrides: Partial<WrapUp> = {}): WrapUp {
  return { reasons: someReasons, now: now === null ? null : aWrapUpNow(now), ...overrides };
}

function aWrapUpNow(overrides: Partial<WrapUpNow>): WrapUpNow {
  return {
    callId: CallId.parse("call-1"),
    atSince: atFixture - 6_000,
    atUntil: atFixture + 24_000,
    mayExtend: false,
    isReasonMissing: false,
    waiting: [],
    queueIds: [QueueId.parse("500")],
    ...overrides,
  };
}
