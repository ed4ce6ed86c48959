/** A feature code that is called: an ordinary call, on the one server that is to obey it and on no other. */
import { refuseCommand, type CommandReply } from "../../../../shared/contract/command.ts";
import { cleanDialTarget } from "../../../../shared/model/dial-target.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { Turn } from "../turn.ts";
import { dialsAlready } from "./command-replies.ts";
import { beginDial } from "./dial.ts";
import { holdOthers } from "./hold.ts";

export type CodeOrder = {
  readonly serverId: ServerId;
  /** Filled already. */
  readonly code: string;
  /** Whom the call is with then, where that is known. */
  readonly name: string | null;
};

export function dialCode(turn: Turn, { serverId, code, name }: CodeOrder): CommandReply {
  if (turn.state.calls.some((call) => call.state === "dialing")) return dialsAlready;
  const target = cleanDialTarget(code);
  if (!target.ok) return refuseCommand("badTarget", target.failure);
  holdOthers(turn, null);
  const permission = { isEmergency: false, serverIds: [serverId] };
  const call = beginDial(turn, { target: target.value, name, permission, serverId, isOnly: true });
  return { ok: true, callId: call.id };
}
