/** Holding and muting: of one call, or of a conference as the one conversation that it is. */
import { refuseCommand, type CommandReply } from "../../../../shared/contract/command.ts";
import { putCall, type Turn } from "../turn.ts";
import { isAside, isBeingAnswered, isUp, type CallRecord } from "./call-record.ts";
import { isReconnecting, onDialog } from "./command-replies.ts";

/** Whoever is talked to or being answered waits, `kept` and its conference aside; `settleEar` tells media and servers. */
export function holdOthers(turn: Turn, kept: CallRecord | null): void {
  for (const other of turn.state.calls) {
    if (kept !== null && isOneConversation(kept, other)) continue;
    if (!other.isSilent && (isUp(other) || isBeingAnswered(other))) putCall(turn, { ...other, isSilent: true });
  }
}

/** The operator talks to this call and its conference, and to nobody else. */
export function turnTo(turn: Turn, call: CallRecord): void {
  holdOthers(turn, call);
  for (const one of conversationOf(turn, call)) {
    putCall(turn, { ...one, isSilent: false, isAnsweredAside: false, holdAsked: null });
  }
}

/** What its server does not hold can be taken back without it. */
export function hold(turn: Turn, call: CallRecord, on: boolean): CommandReply {
  if (call.signalling.kind === "lost" && (on || call.isHeld)) return isReconnecting;
  return onDialog(call, () => {
    if (!on) return turnTo(turn, call);
    for (const one of conversationOf(turn, call)) {
      if (isUp(one)) putCall(turn, { ...one, isSilent: true, holdAsked: null });
    }
  });
}

/** A server that does not take a call back has it held on; one that does not hold leaves it silent here all the same. */
export function acceptHoldAnswer(turn: Turn, call: CallRecord, isHeld: boolean): void {
  const { holdAsked, isSilent } = call;
  const isRefusedHold = holdAsked === "hold" && !isHeld;
  const isRefusedResume = holdAsked === "resume" && isHeld;
  putCall(turn, {
    ...call,
    isHeld,
    isSilent: isSilent || isRefusedResume,
    holdAsked: isRefusedHold ? holdAsked : null,
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
  if (!isAside(call)) return refuseCommand("notNow", "Only a held call can be swapped to.");
  return hold(turn, call, false);
}

/** The call, and whoever is in its conference. */
export function conversationOf(turn: Turn, call: CallRecord): readonly CallRecord[] {
  return turn.state.calls.filter((other) => other.state !== "ended" && isOneConversation(call, other));
}

function isOneConversation(one: CallRecord, other: CallRecord): boolean {
  return one.id === other.id || (one.isInConference && other.isInConference);
}
