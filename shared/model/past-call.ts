/** A call that is over, as the history keeps it: what is still worth knowing when nobody talks any more. */
import { z } from "zod";
import { Call, CallEnd } from "./call.ts";
import { CallId } from "./ids.ts";
import { EpochMs } from "./time.ts";

export const PastCall = Call.pick({
  id: true,
  direction: true,
  serverId: true,
  remote: true,
  queue: true,
  atStarted: true,
  atAnswered: true,
  atFirstAnswered: true,
  rescueOf: true,
  note: true,
  wrapUp: true,
  attempts: true,
  legs: true,
  quality: true,
  worstMos: true,
}).extend({
  atEnded: EpochMs,
  end: CallEnd,
  /** The conversation's recording, while there is a file of it. */
  recording: CallId.nullable().default(null),
});
export type PastCall = z.infer<typeof PastCall>;

/** @returns null while the call goes on. */
export function toPastCall(call: Call): PastCall | null {
  const { id, direction, serverId, remote, queue, atStarted, atAnswered, atFirstAnswered, rescueOf, ...more } = call;
  const { note, wrapUp, attempts, legs, quality, worstMos, atEnded, end } = more;
  if (call.state !== "ended" || atEnded === null || end === null) return null;
  const told = { id, direction, serverId, remote, queue, atStarted, atAnswered, atFirstAnswered, rescueOf };
  const recording = call.recording?.isKept === true ? call.recording.id : null;
  return { ...told, note, wrapUp, attempts, legs, quality, worstMos, atEnded, end, recording };
}

/**
 * How long was talked, ms; null when nobody did. A rescue goes on with the conversation it rescues; calls kept by an
 * older Tandem know of their own answer only.
 */
export function talkedMsOf({ atAnswered, atFirstAnswered, atEnded }: PastCall): number | null {
  return atAnswered === null ? null : atEnded - (atFirstAnswered ?? atAnswered);
}

/** One step through the history, newest first. */
export const PastCalls = z.strictObject({
  calls: z.array(PastCall),
  /** Whether older ones follow. */
  hasMore: z.boolean(),
});
export type PastCalls = z.infer<typeof PastCalls>;
