/** The time of the work after a call: while it runs the seat is paused in its queues, by the one wish that every pause is. */
import { isPausable } from "../agent/is-pausable.ts";
import { want } from "../agent/want.ts";
import { note, type Turn } from "../turn.ts";
import type { WrapUpRecord } from "./wrap-up-record.ts";

export function putWrapUp(turn: Turn, wrapUp: WrapUpRecord | null): void {
  turn.state = { ...turn.state, wrapUp };
}

/** A pause that stands already is somebody's, and stays his. */
export function pauseForWrapUp(turn: Turn): void {
  const reasonId = turn.state.config?.wrapUp?.pauseReason ?? null;
  for (const queue of turn.state.agent.queues) {
    if (isPausable(turn, queue)) want(turn, queue, { paused: true, reasonId, isOrder: true, isWrapUp: true });
  }
}

/** Ends the time before or when it is over; what the operator or a supervisor made of the pause meanwhile stays. */
export function endWrapUpTime(turn: Turn, readableMs = 0): void {
  const { wrapUp } = turn.state;
  if (wrapUp === null || wrapUp.atUntil === null) return;
  note(turn, "info", `call:${wrapUp.callId}`, "the time of its wrap-up is over");
  putWrapUp(turn, { ...wrapUp, atUntil: null, atForgotten: turn.at + readableMs });
  liftPause(turn);
}

export function liftPause(turn: Turn): void {
  for (const queue of turn.state.agent.queues) {
    if (queue.isWrapUp) want(turn, queue, { paused: false, isOrder: true });
  }
}
