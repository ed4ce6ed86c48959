/** The answers that the decisions about calls share. */
import { refuseCommand, type CommandReply } from "../../../../shared/contract/command.ts";
import type { InviteId } from "../../../../shared/model/ids.ts";
import { isUp, type CallRecord } from "./call-record.ts";

export const accepted: CommandReply = { ok: true };

export const noAccount = refuseCommand("notNow", "This phone has no account yet. Ask your administrator for one.");

export const noSuchCall = refuseCommand("noSuchCall", "There is no such call any more.");

export const isReconnecting = refuseCommand(
  "notNow",
  "The line to the server is being restored; try again in a moment.",
);

/** Of a call that is connected; refused for any other. */
export function onDialog(call: CallRecord, perform: (inviteId: InviteId) => void): CommandReply {
  if (!isUp(call) || call.inviteId === null) return refuseCommand("notNow", "This call is not connected.");
  if (call.state === "stranded") return refuseCommand("notNow", "This call was lost with its server.");
  perform(call.inviteId);
  return accepted;
}

export const dialsAlready = refuseCommand("notNow", "A call is being dialled already.");
