/** A call as it begins to ring here, whoever brought it: offered, parted from its twin, or the party of a lost call. */
import { CallId } from "../../../../shared/model/ids.ts";
import { createCallRecord, type CallRecord, type LegRecord } from "../calls/call-record.ts";
import type { Turn } from "../turn.ts";

/** @param first its earliest leg, and its only one unless `fields` says otherwise. */
export function createIncomingCall(
  turn: Turn,
  first: LegRecord,
  fields: Pick<CallRecord, "remote"> & Partial<CallRecord>,
): CallRecord {
  const id = CallId.parse(turn.dice.id());
  return createCallRecord({
    id,
    direction: "incoming",
    state: "ringing",
    attemptId: id,
    atStarted: first.atStarted,
    serverId: first.serverId,
    legs: [first],
    ...fields,
  });
}
