/** Whether the work after a call may pause a queue: the seat takes its calls, and nobody has paused it there. */
import type { Turn } from "../turn.ts";
import { codesOf, hintOf, isQueue, type QueueRecord } from "./queue-record.ts";
import { hasCodes } from "./want.ts";

/** Who cannot log in or out of it is in it for good. */
export function isIn(turn: Turn, queue: QueueRecord): boolean {
  if (!isQueue(queue)) return false;
  return queue.member === true || (queue.member === null && !hasCodes(turn, queue, "member"));
}

export function isPausable(turn: Turn, queue: QueueRecord): boolean {
  if (!isIn(turn, queue) || !hasCodes(turn, queue, "paused")) return false;
  // Where a server could tell of a pause and has not, or they disagree, nothing is dialled on a guess.
  return queue.paused === null ? !isToldOfPauses(turn, queue) : !queue.paused;
}

function isToldOfPauses(turn: Turn, { id, servers }: QueueRecord): boolean {
  return servers.some(({ serverId }) => hintOf(codesOf(turn.state, id, serverId), "paused") !== null);
}
