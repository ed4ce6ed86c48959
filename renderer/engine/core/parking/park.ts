/** A call put into the parking lot of its own server; it stays in the operator's hand until the server says that it waits there. */
import { refuseCommand, type CommandReply } from "../../../../shared/contract/command.ts";
import { cleanDialTarget } from "../../../../shared/model/dial-target.ts";
import type { CallRecord } from "../calls/call-record.ts";
import { handToServer } from "../calls/transfer.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import { findRegistration, type Turn } from "../turn.ts";
import { codesOfParking, toldOfSlot } from "./parking-record.ts";

export function parkCall(turn: Turn, call: CallRecord): CommandReply {
  const { park } = codesOfParking(turn.state, call.serverId);
  if (park === null) return refuseCommand("notAllowed", "The server of this call has no place to park it.");
  // Asterisk hangs the caller up whom a full lot cannot take, and tells it as a transfer that succeeded.
  if (isFull(turn, call.serverId)) {
    return refuseCommand("notNow", "Every parking place on this server is taken.");
  }
  const target = cleanDialTarget(park);
  if (!target.ok) return refuseCommand("badTarget", target.failure);
  return handToServer(turn, call, target.value, "park");
}

/** As far as its hints tell: one place that is free, or of which nothing is known, is enough. */
function isFull(turn: Turn, serverId: ServerId): boolean {
  const registration = findRegistration(turn, serverId);
  const slots = turn.state.config?.parking?.slots ?? [];
  if (registration === undefined || slots.length === 0) return false;
  return slots.every((slot) => toldOfSlot(turn.state, registration, slot) === true);
}
