/** Whether a leg that arrives is another leg of a call that is already here: one caller, one card, one ring. */
import type { CallEndReason } from "../../../../shared/model/call.ts";
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { CallRecord } from "../calls/call-record.ts";

export type ArrivingLeg = {
  readonly serverId: ServerId;
  readonly number: string | null;
  /** The id an edge puts on every copy of one call. */
  readonly strongKey: string | null;
};

export type Match =
  | { readonly kind: "none" }
  /** Certain: the edge says so. */
  | { readonly kind: "strong"; readonly call: CallRecord }
  /** Likely: the same number on another server within the windows. */
  | { readonly kind: "weak"; readonly call: CallRecord };

/** Never without a number, never two legs of one server, never across differing strong keys. */
export function matchLeg(calls: readonly CallRecord[], leg: ArrivingLeg, policy: FailoverPolicy, at: Instant): Match {
  const incoming = calls.filter((call) => call.direction === "incoming");
  if (leg.strongKey !== null) {
    const twin = incoming.findLast((call) => call.strongKey === leg.strongKey);
    if (twin !== undefined && isStrongTwin(twin, leg)) return { kind: "strong", call: twin };
  }
  const twin = incoming.findLast((call) => isWeakTwin(call, leg, policy, at));
  return twin === undefined ? { kind: "none" } : { kind: "weak", call: twin };
}

/** Ends that answer every copy of a call: the caller was dealt with, here or elsewhere. */
const finalReasons: ReadonlySet<CallEndReason> = new Set([
  "hungUp",
  "declined",
  "doNotDisturb",
  "callWaitingOff",
  "forwarded",
  "answeredElsewhere",
]);

function wasDealtWith(call: CallRecord): boolean {
  return call.end !== null && (call.atAnswered !== null || finalReasons.has(call.end.reason));
}

/**
 * A caller who was missed, or lost with a server, and comes round again is a new call; so is one whom a server offers
 * a second time after its first leg ended.
 */
function isStrongTwin(call: CallRecord, leg: ArrivingLeg): boolean {
  if (call.state === "ended" && !wasDealtWith(call)) return false;
  const ofServer = call.legs.filter((one) => one.serverId === leg.serverId);
  return ofServer.length === 0 || (call.state !== "ended" && ofServer.every((one) => one.outcome !== "ringing"));
}

function isWeakTwin(call: CallRecord, leg: ArrivingLeg, policy: FailoverPolicy, at: Instant): boolean {
  if (leg.number === null || call.remote.number !== leg.number) return false;
  if (call.strongKey !== null && leg.strongKey !== null) return false;
  if (call.legs.some((one) => one.serverId === leg.serverId)) return false;
  if (at - call.atStarted > policy.mergeTotalMs) return false;
  switch (call.state) {
    case "ringing":
      return isWithinGap(call, policy, at);
    case "active":
      return call.atAnswered !== null && at - call.atAnswered <= policy.twinGraceMs;
    case "ended":
      return isTurnedAway(call) && call.atEnded !== null && at - call.atEnded <= policy.mergeGapMs;
    default:
      return false;
  }
}

const turnedAway: ReadonlySet<CallEndReason> = new Set(["doNotDisturb", "callWaitingOff", "forwarded"]);

/** That is said to the caller, not to one server's copy of the call. */
function isTurnedAway(call: CallRecord): boolean {
  return call.end !== null && turnedAway.has(call.end.reason);
}

function isWithinGap(call: CallRecord, policy: FailoverPolicy, at: Instant): boolean {
  if (call.legs.some((one) => one.outcome === "ringing")) return true;
  const atLastEnd = Math.max(...call.legs.map((one) => one.atEnded ?? one.atStarted));
  return at - atLastEnd <= policy.mergeGapMs;
}
