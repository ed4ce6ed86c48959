/** Do not disturb is the phone's own, and where servers have a code for it theirs too: one wish, as for a queue. */
import { note, type Turn } from "../turn.ts";
import { findQueue } from "./put-queue.ts";
import { dndId } from "./queue-record.ts";
import { want } from "./want.ts";

export function decideDnd(turn: Turn, isOn: boolean): void {
  turn.state = { ...turn.state, isDnd: isOn };
  const dnd = findQueue(turn, dndId);
  if (dnd !== undefined) want(turn, dnd, { member: isOn, isOrder: true });
}

/** What the servers say at the start, and what was changed from elsewhere since, is the phone's too. */
export function followDnd(turn: Turn): void {
  const wanted = findQueue(turn, dndId)?.member ?? null;
  if (wanted === null || wanted === turn.state.isDnd) return;
  note(turn, "info", "phone", `do not disturb is ${wanted ? "on" : "off"}, as the servers have it`);
  turn.state = { ...turn.state, isDnd: wanted };
}
