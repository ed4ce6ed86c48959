/** What came of a call, chosen while it is up or soon after it is over; its note may be written as long. */
import { refuseCommand, type CommandReply } from "../../../../shared/contract/command.ts";
import { accepted } from "../calls/command-replies.ts";
import type { CallRecord } from "../calls/call-record.ts";
import { putCall, type Turn } from "../turn.ts";
import { readableMs } from "./wrap-up-record.ts";
import { putWrapUp } from "./wrap-up-time.ts";

/** @param reasonId null: nothing is said of it. */
export function takeReason(turn: Turn, call: CallRecord, reasonId: string | null): CommandReply {
  const rescue = turn.state.calls.find((other) => other.rescueOf === call.id);
  if (rescue !== undefined) return takeReason(turn, rescue, reasonId);
  const reasons = turn.state.config?.wrapUp?.reasons ?? [];
  const reason = reasons.find(({ id }) => id === reasonId) ?? null;
  if (reasonId !== null && reason === null) {
    return refuseCommand("notAllowed", `There is no reason "${reasonId}" for a wrap-up.`);
  }
  if (call.atFirstAnswered === null) return refuseCommand("notNow", "Nobody talked in this call.");
  if (call.wrapUp?.id !== reason?.id) putCall(turn, { ...call, wrapUp: reason });
  keepCardOfWrapUp(turn, call);
  makeRoom(turn, call);
  return accepted;
}

/** Where others wait, one that was answered stands only until it can be read. */
function makeRoom(turn: Turn, call: CallRecord): void {
  const { wrapUp } = turn.state;
  if (wrapUp === null || wrapUp.callId !== call.id || wrapUp.waiting.length === 0) return;
  putWrapUp(turn, { ...wrapUp, atForgotten: turn.at + readableMs });
}

/** Whoever chooses or writes is not shown the door in the middle of it. */
export function keepCardOfWrapUp(turn: Turn, call: CallRecord): void {
  const { wrapUp } = turn.state;
  if (wrapUp === null || wrapUp.callId !== call.id) return;
  const atForgotten = Math.max(wrapUp.atForgotten, turn.at + readableMs);
  if (atForgotten !== wrapUp.atForgotten) putWrapUp(turn, { ...wrapUp, atForgotten });
}
