/** The party of a call that was lost with its server calls by itself, through another: that is the rescue. */
import { isLostConversation } from "../../../../shared/model/offers-rescue.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import { inherit, type CallRecord } from "../calls/call-record.ts";
import { endCall } from "../calls/end-call.ts";
import { note, putCall, type Turn } from "../turn.ts";
import { isSameParty } from "./same-party.ts";

/** A call of the party that began so shortly before the loss was told, ms, began because of it. */
const sameLossMs = 10_000;

/** @returns the arriving call, on the lost one's card if its number is that party's. */
export function joinLostCall(turn: Turn, arriving: CallRecord): CallRecord {
  const lost = turn.state.calls.findLast(
    (call) =>
      isLostConversation(call) && !isRescued(turn, call) && isSameParty(call.remote.number, arriving.remote.number),
  );
  return lost === undefined ? arriving : join(turn, lost, arriving);
}

/** This side hears of the loss later than the party, whose own call rings or talks here already. */
export function joinCallOfParty(turn: Turn, lost: CallRecord): void {
  const own = turn.state.calls.findLast((call) => isOwnCallOfParty(call, lost, turn.at));
  if (own !== undefined) putCall(turn, join(turn, lost, own));
}

/** Do not disturb and call waiting off keep new conversations away, not the return of one that is breaking off. */
export function isReturnOfParty(turn: Turn, number: string | null): boolean {
  return turn.state.calls.some(
    (call) =>
      isSameParty(call.remote.number, number) &&
      (isBreakingOff(call) || (isLostConversation(call) && !isRescued(turn, call))),
  );
}

function isBreakingOff(call: CallRecord): boolean {
  return call.state === "active" && (call.signalling.kind === "lost" || !call.isMediaFlowing);
}

function isOwnCallOfParty(call: CallRecord, lost: CallRecord, at: Instant): boolean {
  if (call.direction !== "incoming" || call.rescueOf !== null || call.id === lost.id) return false;
  if (call.state !== "ringing" && call.state !== "active") return false;
  if (call.serverId === lost.serverId || at - call.atStarted > sameLossMs) return false;
  return isSameParty(call.remote.number, lost.remote.number);
}

/** One rescue a call, whoever makes it. */
export function isRescued(turn: Turn, lost: CallRecord): boolean {
  return turn.state.calls.some((call) => call.rescueOf === lost.id);
}

function join(turn: Turn, lost: CallRecord, own: CallRecord): CallRecord {
  note(turn, "info", `call:${lost.id}`, `its party calls back as ${own.id}`);
  endLostCall(turn, lost);
  const { number, name } = own.remote;
  const inherited = inherit(lost);
  // A call that is recorded already goes on in its own file.
  const recording = own.recording ?? inherited.recording;
  const queue = own.queue ?? inherited.queue;
  return { ...own, ...inherited, queue, recording, remote: { number, name: name ?? lost.remote.name } };
}

/** The conversation goes on in another call. */
export function endLostCall(turn: Turn, lost: CallRecord): void {
  if (lost.state === "stranded" && lost.inviteId !== null) {
    turn.effects.push({ type: "dialog.bye", inviteId: lost.inviteId });
  }
  endCall(turn, lost, { by: "system", reason: "rescued", code: null });
}
