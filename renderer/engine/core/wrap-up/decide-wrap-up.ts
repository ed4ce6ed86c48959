/** What an operator may ask of the time after a call, and what main asks of an engine that takes over from another. */
import { refuseCommand, type CommandReply, type EngineCommand } from "../../../../shared/contract/command.ts";
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import { want } from "../agent/want.ts";
import { accepted } from "../calls/command-replies.ts";
import type { Turn } from "../turn.ts";
import { endWrapUpTime, putWrapUp } from "./wrap-up-time.ts";
import { isReasonMissing } from "./wrap-up-record.ts";

export type WrapUpCommand = Extract<EngineCommand, { type: `wrapUp.${string}` }>;

const nothingRuns = refuseCommand("notNow", "No call is being wrapped up.");

export function decideWrapUpCommand(turn: Turn, command: WrapUpCommand): CommandReply {
  switch (command.type) {
    case "wrapUp.done":
      return finish(turn);
    case "wrapUp.extend":
      return extend(turn);
    case "wrapUp.restore":
      return restore(turn, command);
    default:
      return assertNever(command);
  }
}

/** The seat takes calls again; a reason that is needed is still asked for. */
function finish(turn: Turn): CommandReply {
  const { wrapUp } = turn.state;
  if (wrapUp === null) return nothingRuns;
  if (wrapUp.atUntil === null && isReasonMissing(turn.state)) {
    return refuseCommand("notNow", "Choose a reason for the call first.");
  }
  endWrapUpTime(turn);
  putWrapUp(turn, { ...wrapUp, atUntil: null, atForgotten: turn.at });
  return accepted;
}

function extend(turn: Turn): CommandReply {
  const { wrapUp, config } = turn.state;
  const policy = config?.wrapUp ?? null;
  if (policy?.mayExtend !== true) {
    return refuseCommand("notAllowed", "The document does not let the time be extended.");
  }
  if (wrapUp === null || wrapUp.atUntil === null) return nothingRuns;
  if (wrapUp.isExtended) return refuseCommand("notNow", "The time was extended already.");
  putWrapUp(turn, { ...wrapUp, atUntil: wrapUp.atUntil + policy.timeS * 1_000, isExtended: true });
  return accepted;
}

/** The servers hold the pause that the engine before this one asked for; nothing is dialled until it ends. */
function restore(turn: Turn, command: Extract<WrapUpCommand, { type: "wrapUp.restore" }>): CommandReply {
  const policy = turn.state.config?.wrapUp ?? null;
  if (policy === null) return refuseCommand("notAllowed", "The document wants no work after a call.");
  const { callId, passedMs, restMs, mayExtend, queueIds } = command;
  const atUntil = turn.at + restMs;
  const atSince = turn.at - passedMs;
  putWrapUp(turn, { callId, waiting: [], atSince, atUntil, isExtended: !mayExtend, atForgotten: atUntil });
  for (const queue of turn.state.agent.queues) {
    if (!queueIds.includes(queue.id)) continue;
    want(turn, queue, { paused: true, reasonId: policy.pauseReason ?? null, isWrapUp: true });
  }
  return accepted;
}
