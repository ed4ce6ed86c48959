/** Another desk's extension, taken over to this one or released, on every server. */
import { refuseCommand, type CommandReply, type EngineCommand } from "../../../../shared/contract/command.ts";
import { accepted, noAccount } from "../calls/command-replies.ts";
import { note, type Turn } from "../turn.ts";
import { mustNameDesk } from "./known-desk.ts";
import { findQueue } from "./put-queue.ts";
import { deskId } from "./queue-record.ts";
import { want } from "./want.ts";

export type DeskCommand = Extract<EngineCommand, { type: `desk.${string}` }>;

export function decideDeskCommand(turn: Turn, command: DeskCommand): CommandReply {
  if (turn.state.config === null) return noAccount;
  const desk = findQueue(turn, deskId);
  if (desk === undefined) return refuseCommand("notAllowed", "The document has no feature code for that.");
  const extension = command.extension ?? desk.extension;
  if (command.type === "desk.release" && command.extension === undefined && mustNameDesk(turn.state, desk)) {
    return refuseCommand("badTarget", "It is not known here which extension was taken over. Name it to give it back.");
  }
  note(turn, "info", "queues", `${command.type} ${extension ?? ""}`);
  want(turn, desk, { member: command.type === "desk.takeOver", extension, isOrder: true });
  return accepted;
}
