/** The one way a call ends: one end, one moment, and everything it still holds let go. */
import type { CallEnd } from "../../../../shared/model/call.ts";
import { note, putCall, type Turn } from "../turn.ts";
import { isOver, type CallRecord } from "./call-record.ts";

/** Ends the call for every outlet. A call that is over stays as it is: there is one terminal Event. */
export function endCall(turn: Turn, call: CallRecord, end: CallEnd): CallRecord {
  if (isOver(call)) return call;
  const code = end.code === null ? "" : ` (${end.code})`;
  note(turn, "info", `call:${call.id}`, `${call.state} → ended: ${end.reason} by ${end.by}${code}`);
  if (call.direction === "outgoing" && end.reason === "busy") turn.effects.push({ type: "tone.play", tone: "busy" });
  else if (call.atAnswered !== null && end.by !== "local") turn.effects.push({ type: "tone.play", tone: "ended" });
  return putCall(turn, {
    ...call,
    state: "ended",
    end,
    atEnded: turn.at,
    untried: [],
    answering: { kind: "done" },
    signalling: { kind: "ok" },
    atGapDue: null,
    atServerDue: null,
    isRefreshing: false,
    atRescue: null,
    attempts: call.attempts.map((attempt) => ({ ...attempt, atTryingDue: null, atSendDue: null })),
  });
}
