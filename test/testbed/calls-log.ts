// Reads the lines the dialplan writes for every call: what arrived, rang, was answered and ended on one server.
import { readFileSync } from "node:fs";

export type CallLogEvent =
  | "arrived"
  | "ringing"
  | "answered"
  | "digits"
  | "ended"
  | "offered"
  | "taken"
  | "unanswered"
  | "finished";

export type CallLogLine = {
  atMs: number;
  /** arrived … ended: a call an operator placed; offered, taken, unanswered, finished: a call of the provider. */
  event: CallLogEvent;
  /** X-Call-Attempt-ID of an operator's call, the id of a provider's call; "" when there was none. */
  key: string;
  channel: string;
  extension: string;
  /** SIP Call-ID of an operator's call. */
  callId: string;
  /** digits: what was keyed; ended, unanswered: the cause (Q.850); finished: DIALSTATUS. */
  detail: string;
};

export function readCallsLog(file: string): CallLogLine[] {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    const [at, event, key, channel, extension, callId, detail] = line.split("|");
    if (detail === undefined) return [];
    return [
      {
        atMs: Number(at),
        event: event as CallLogEvent,
        key: key ?? "",
        channel: channel ?? "",
        extension: extension ?? "",
        callId: callId ?? "",
        detail,
      },
    ];
  });
}
