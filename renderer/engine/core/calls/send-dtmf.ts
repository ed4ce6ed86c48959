/** Digits into a call: to whoever is talked with, or to a machine that is heard before the answer. */
import type { CommandReply } from "../../../../shared/contract/command.ts";
import type { InviteId } from "../../../../shared/model/ids.ts";
import type { Turn } from "../turn.ts";
import { liveAttempt, type CallRecord } from "./call-record.ts";
import { accepted, onDialog } from "./command-replies.ts";
import { hasEarlyMedia } from "./early-media.ts";

export function sendDtmf(turn: Turn, call: CallRecord, digits: string): CommandReply {
  const send = (inviteId: InviteId) => {
    turn.effects.push({ type: "dialog.sendDtmf", inviteId, digits }, { type: "tone.digits", digits });
  };
  const attempt = liveAttempt(call);
  if (attempt === undefined || !hasEarlyMedia(call)) return onDialog(call, send);
  send(attempt.inviteId);
  return accepted;
}
