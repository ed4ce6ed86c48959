/** One INVITE of the phone in virtual time: where it goes, and how far it has come. */
import type { InviteOrder } from "../../renderer/engine/core/sip-vocabulary.ts";
import { calleeOf } from "./callee-of.ts";
import type { Callee } from "./simulated-server.ts";
import { socketOf, type Line } from "./simulated-wires.ts";

export type Invite = {
  readonly line: Line;
  readonly socket: number;
  readonly attemptId: string;
  readonly callee: Callee;
  readonly target: string;
  hasCredentials: boolean;
  /** The server has answered what was sent last, so it has read it. */
  isRead: boolean;
  isAbandoned: boolean;
  hasProvisional: boolean;
  isFinal: boolean;
};

export function createInvite(line: Line, { attemptId, target }: InviteOrder): Invite {
  return {
    line,
    socket: socketOf(line),
    attemptId,
    callee: calleeOf(target),
    target,
    hasCredentials: false,
    isRead: false,
    isAbandoned: false,
    hasProvisional: false,
    isFinal: false,
  };
}
