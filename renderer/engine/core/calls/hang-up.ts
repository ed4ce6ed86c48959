/** How this side ends a call: CANCEL, decline or BYE, as the protocol has it for the state the call is in. */
import { refuseCommand, type CommandReply } from "../../../../shared/contract/command.ts";
import { isRingingHere } from "../../../../shared/model/call.ts";
import { putCall, type Turn } from "../turn.ts";
import { liveAttempt, liveLegs, withLeg, type CallRecord } from "./call-record.ts";
import { accepted } from "./command-replies.ts";
import { closeAttempt } from "./dial.ts";
import { endCall } from "./end-call.ts";
import { abandonAttempt } from "./next-attempt.ts";

/** RFC 3261 §21.4.24, when no policy says otherwise. */
const busyHere = 486;

export function reject(turn: Turn, call: CallRecord): CommandReply {
  if (!isRingingHere(call)) {
    return refuseCommand("notNow", "Only a ringing incoming call can be declined.");
  }
  const code = turn.state.config?.failover.declineCode ?? busyHere;
  let declined = call;
  for (const { inviteId } of liveLegs(call)) {
    turn.effects.push({ type: "leg.reject", inviteId, code });
    declined = withLeg(declined, inviteId, { outcome: "rejected", atEnded: turn.at, atGiveUp: null });
  }
  endCall(turn, putCall(turn, declined), { by: "local", reason: "declined", code });
  return accepted;
}

/** Ends a call in whatever state it is. */
export function hangUp(turn: Turn, call: CallRecord): CommandReply {
  if (call.state === "ended") return refuseCommand("notNow", "This call is over already.");
  if (isRingingHere(call)) return reject(turn, call);
  const attempt = liveAttempt(call);
  if (attempt !== undefined) {
    abandonAttempt(turn, attempt.inviteId);
    const closed = closeAttempt(turn, call, attempt, "cancelled", { why: "hungUp", code: null });
    endCall(turn, closed, { by: "local", reason: "cancelled", code: null });
    return accepted;
  }
  if (call.inviteId !== null) turn.effects.push({ type: "dialog.bye", inviteId: call.inviteId });
  endCall(turn, call, { by: "local", reason: "hungUp", code: null });
  return accepted;
}
