/** The one way a call ends: one end, one moment, and everything it still holds let go. */
import type { CallEnd } from "../../../../shared/model/call.ts";
import { note, putCall, type Turn } from "../turn.ts";
import { isOver, liveLegs, type CallRecord } from "./call-record.ts";
import { callOffNext } from "./next-attempt.ts";
import { toOverallQuality } from "./sound-tally.ts";

/** Ends the call for every outlet. A call that is over stays as it is: there is one terminal Event. */
export function endCall(turn: Turn, call: CallRecord, end: CallEnd): CallRecord {
  if (isOver(call)) return call;
  callOffNext(turn, call);
  const code = end.code === null ? "" : ` (${end.code})`;
  note(turn, "info", `call:${call.id}`, `${call.state} → ended: ${end.reason} by ${end.by}${code}`);
  const isBusy = call.direction === "outgoing" && end.reason === "busy";
  // A party that is busy calling here is no reason to play the busy tone.
  if (isBusy && liveLegs(call).length === 0) turn.effects.push({ type: "tone.play", tone: "busy" });
  else if (call.atAnswered !== null && isHeardToEnd(end)) turn.effects.push({ type: "tone.play", tone: "ended" });
  return putCall(turn, {
    ...call,
    state: "ended",
    end,
    atEnded: turn.at,
    quality: call.sound === null ? call.quality : toOverallQuality(call.sound),
    untried: [],
    next: null,
    answering: { kind: "done" },
    signalling: { kind: "ok" },
    atAutoAnswer: null,
    atForward: null,
    atGapDue: null,
    atServerDue: null,
    isRefreshing: false,
    atMoveDue: null,
    atRescue: null,
    attempts: call.attempts.map((attempt) => ({ ...attempt, atTryingDue: null, atSendDue: null })),
  });
}

/** Who hung up himself needs no tone, and a rescued conversation goes on. */
function isHeardToEnd({ by, reason }: CallEnd): boolean {
  return by !== "local" && reason !== "rescued";
}
