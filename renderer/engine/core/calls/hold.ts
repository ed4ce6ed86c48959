/** Holding and muting: of one call, or of a conference as the one conversation that it is. */
import { refuseCommand, type CommandReply } from "../../../../shared/contract/command.ts";
import { putCall, type Turn } from "../turn.ts";
import { isInTouch, isUp, type CallRecord } from "./call-record.ts";
import { accepted, isReconnecting, onDialog } from "./command-replies.ts";

/** Holds every connected call but `kept` and its conference; one whose signalling is lost cannot be told. */
export function holdOthers(turn: Turn, kept: CallRecord | null): void {
  for (const other of turn.state.calls) {
    if (kept !== null && isOneConversation(kept, other)) continue;
    if (other.isHeld || other.inviteId === null || !isInTouch(other)) continue;
    turn.effects.push({ type: "dialog.hold", inviteId: other.inviteId, on: true });
  }
}

export function hold(turn: Turn, call: CallRecord, on: boolean): CommandReply {
  if (call.signalling.kind === "lost") return isReconnecting;
  return onDialog(call, () => {
    if (!on) holdOthers(turn, call);
    for (const one of conversationOf(turn, call)) {
      if (one.inviteId !== null && isInTouch(one)) {
        turn.effects.push({ type: "dialog.hold", inviteId: one.inviteId, on });
      }
    }
  });
}

export function mute(turn: Turn, call: CallRecord, on: boolean): CommandReply {
  return onDialog(call, () => {
    for (const one of conversationOf(turn, call)) {
      if (!isUp(one) || one.inviteId === null) continue;
      turn.effects.push({ type: "dialog.mute", inviteId: one.inviteId, on });
      putCall(turn, { ...one, isMuted: on, atSpokeMuted: null });
    }
  });
}

/** Takes the conversation to this call; the one that was spoken on is held. */
export function swap(turn: Turn, call: CallRecord): CommandReply {
  if (!call.isHeld) return refuseCommand("notNow", "Only a held call can be swapped to.");
  return hold(turn, call, false);
}

/** The call, and whoever is in its conference. */
export function conversationOf(turn: Turn, call: CallRecord): readonly CallRecord[] {
  return turn.state.calls.filter((other) => other.state !== "ended" && isOneConversation(call, other));
}

function isOneConversation(one: CallRecord, other: CallRecord): boolean {
  return one.id === other.id || (one.isInConference && other.isInConference);
}

/** Ends holding for one call alone, whatever conference it is in. */
export function holdAlone(turn: Turn, call: CallRecord, on: boolean): CommandReply {
  if (call.inviteId === null || !isInTouch(call) || call.isHeld === on) return accepted;
  turn.effects.push({ type: "dialog.hold", inviteId: call.inviteId, on });
  return accepted;
}
