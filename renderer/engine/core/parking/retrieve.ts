/** A parked call taken back: an ordinary call to its place, on the server where it waits and on no other. */
import { refuseCommand, type CommandReply, type EngineCommand } from "../../../../shared/contract/command.ts";
import { fillCode } from "../../../../shared/model/feature-codes.ts";
import { noAccount } from "../calls/command-replies.ts";
import { dialCode } from "../calls/dial-code.ts";
import { isUsable } from "../registration/registration.ts";
import { findRegistration, type Turn } from "../turn.ts";
import { codesOfParking, toldOfSlot } from "./parking-record.ts";

export type RetrieveCommand = Extract<EngineCommand, { type: "parking.retrieve" }>;

export function retrieveParked(turn: Turn, { serverId, slot }: RetrieveCommand): CommandReply {
  const { config } = turn.state;
  if (config === null) return noAccount;
  const registration = findRegistration(turn, serverId);
  if (registration === undefined) return refuseCommand("noSuchServer", `There is no server "${serverId}".`);
  const { retrieve } = codesOfParking(turn.state, serverId);
  if (retrieve === null || config.parking?.slots.includes(slot) !== true) {
    return refuseCommand("notAllowed", "The document has no feature code for that.");
  }
  if (!isUsable(registration)) {
    return refuseCommand("notNow", "The server where the call waits cannot be reached.");
  }
  if (toldOfSlot(turn.state, registration, slot) === false) {
    return refuseCommand("notNow", "Somebody else has taken that call.");
  }
  return dialCode(turn, { serverId, code: fillCode(retrieve, { slot }), name: null });
}
