/** What an operator may ask of the queues: accepted for every server at once, or refused with the reason. */
import { refuseCommand, type CommandReply, type EngineCommand } from "../../../../shared/contract/command.ts";
import { accepted, noAccount } from "../calls/command-replies.ts";
import { note, type Turn } from "../turn.ts";
import { findQueue } from "./put-queue.ts";
import { isQueue, type QueueRecord } from "./queue-record.ts";
import { hasCodes, want } from "./want.ts";

export type QueueCommand = Extract<EngineCommand, { type: `queue.${string}` }>;

export function decideQueueCommand(turn: Turn, command: QueueCommand): CommandReply {
  if (turn.state.config === null) return noAccount;
  const { queueId } = command;
  const queue = queueId === undefined ? undefined : findQueue(turn, queueId);
  if (queueId !== undefined && queue === undefined) {
    return refuseCommand("noSuchQueue", `There is no queue "${queueId}".`);
  }
  const reasonId = command.type === "queue.pause" ? (command.reason ?? null) : null;
  const reasons = turn.state.config.agent?.pauseReasons ?? [];
  if (reasonId !== null && !reasons.some(({ id }) => id === reasonId)) {
    return refuseCommand("notAllowed", `There is no reason "${reasonId}" for a pause.`);
  }
  const axis = command.type === "queue.login" || command.type === "queue.logout" ? "member" : "paused";
  const all = turn.state.agent.queues.filter(isQueue);
  const able = (queue === undefined ? all : [queue]).filter((one) => hasCodes(turn, one, axis));
  if (able.length === 0) return refuseCommand("notAllowed", "The document has no feature code for that.");
  const fit = able.filter((one) => axis === "member" || one.member !== false);
  if (fit.length === 0) return refuseCommand("notNow", "Log in to the queue first.");
  note(turn, "info", "queues", `${command.type} ${queueId ?? "everywhere"}`);
  for (const one of fit) obey(turn, one, command.type, reasonId);
  return accepted;
}

function obey(turn: Turn, queue: QueueRecord, type: QueueCommand["type"], reasonId: string | null): void {
  switch (type) {
    // Who comes in comes to take calls; a pause that was left from before ends with it.
    case "queue.login":
      want(turn, queue, { member: true, paused: false, isOrder: true });
      return;
    case "queue.logout":
      want(turn, queue, { member: false, isOrder: true });
      return;
    case "queue.pause":
      want(turn, queue, { paused: true, reasonId, isOrder: true });
      return;
    case "queue.unpause":
      want(turn, queue, { paused: false, isOrder: true });
  }
}
