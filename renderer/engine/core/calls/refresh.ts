/** The re-INVITE that asks a server for a call it should have: one at a time per dialog. */
import { putCall, type Turn } from "../turn.ts";
import type { CallRecord } from "./call-record.ts";

/**
 * Where ICE is restarted amid the checks of a restart, Asterisk answers every later check with an error and the call stays
 * silent for good (2 of 40 changes of cable, told of 0.1 s apart [lab]), ms.
 */
export const moveSettlesMs = 2_000;

/** A change of address meanwhile makes another one follow. */
export function sendRefresh(turn: Turn, call: CallRecord): void {
  if (call.inviteId === null || call.isRefreshing) return;
  const { inviteId } = call;
  const hasNewAddress = call.hasNewAddress && !isMoving(turn, call);
  const isPutOff = call.hasNewAddress && !hasNewAddress;
  putCall(turn, {
    ...call,
    isRefreshing: true,
    hasNewAddress: false,
    atMoved: hasNewAddress ? turn.at : call.atMoved,
    atMoveDue: isPutOff ? turn.at + moveSettlesMs : call.atMoveDue,
  });
  turn.effects.push({ type: "dialog.refresh", inviteId, hasNewAddress });
}

export function isMoving(turn: Turn, { atMoved }: CallRecord): boolean {
  return atMoved !== null && turn.at - atMoved < moveSettlesMs;
}
