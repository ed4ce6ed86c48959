/** What is heard before the answer (RFC 3960): whose sound it is, and when our own ringback stands in for it. */
import { findCallOfInvite, note, putCall, type Turn } from "../turn.ts";
import type { SipEvent } from "../sip-vocabulary.ts";
import { liveAttempt, withAttempt, type AttemptRecord, type CallRecord } from "./call-record.ts";

/** Not an answer: no time-out, no other server and nothing that is counted depends on it. */
export function acceptEarlyMedia(turn: Turn, call: CallRecord, attempt: AttemptRecord): void {
  note(turn, "info", `call:${call.id}`, `${attempt.serverId} lets something be heard before the answer`);
  putCall(turn, withAttempt(call, attempt.inviteId, { hasEarlyMedia: true }));
}

/** There is a way to the other side before the answer: it may be heard, and digits reach it. */
export function hasEarlyMedia(call: CallRecord): boolean {
  return call.state === "ringing" && liveAttempt(call)?.hasEarlyMedia === true;
}

/**
 * RFC 3960 §3.2: what comes is heard, and after a 180 our own ringback whenever nothing comes. A 183 with sound promises
 * that something will.
 */
export function isRingbackDue(call: CallRecord): boolean {
  if (call.direction !== "outgoing" || call.state !== "ringing") return false;
  const attempt = liveAttempt(call);
  if (attempt?.hasEarlyMedia !== true) return true;
  return attempt.hasRung && !call.isMediaFlowing;
}

/** @returns whether it was about a call that nobody has answered yet. */
export function decideEarlyFlow(turn: Turn, event: Extract<SipEvent, { type: `media.${string}` }>): boolean {
  const call = findCallOfInvite(turn, event.inviteId);
  if (call === undefined || call.inviteId !== event.inviteId || !hasEarlyMedia(call)) return false;
  if (event.type === "media.flowChanged") putCall(turn, { ...call, isMediaFlowing: event.isFlowing });
  return true;
}
