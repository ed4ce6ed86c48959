/** The party of a call that was lost with its server calls by itself, through another: that is the rescue. */
import type { CallRecord } from "../calls/call-record.ts";
import { endCall } from "../calls/end-call.ts";
import { note, type Turn } from "../turn.ts";

/** @returns the arriving call, on the lost one's card if its number is that party's. */
export function joinLostCall(turn: Turn, arriving: CallRecord): CallRecord {
  const { number } = arriving.remote;
  const lost = turn.state.calls.findLast((call) => call.state === "stranded" && call.remote.number === number);
  if (lost === undefined || number === null) return arriving;
  note(turn, "info", `call:${lost.id}`, `its party calls back as ${arriving.id}`);
  if (lost.inviteId !== null) turn.effects.push({ type: "dialog.bye", inviteId: lost.inviteId });
  endCall(turn, lost, { by: "system", reason: "rescued", code: null });
  return { ...arriving, rescueOf: lost.id };
}
