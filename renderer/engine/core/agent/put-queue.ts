/** The queues of a decision in the making. */
import type { QueueId } from "../../../../shared/model/agent.ts";
import type { Turn } from "../turn.ts";
import type { AgentRecord, QueueRecord } from "./queue-record.ts";

export function putAgent(turn: Turn, change: Partial<AgentRecord>): void {
  turn.state = { ...turn.state, agent: { ...turn.state.agent, ...change } };
}

export function putQueue(turn: Turn, changed: QueueRecord): QueueRecord {
  putAgent(turn, { queues: turn.state.agent.queues.map((one) => (one.id === changed.id ? changed : one)) });
  return changed;
}

export function findQueue(turn: Turn, queueId: QueueId): QueueRecord | undefined {
  return turn.state.agent.queues.find(({ id }) => id === queueId);
}
