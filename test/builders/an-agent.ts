/** The seat in its queues as the Snapshot shows it. */
import { QueueId, type Agent, type Desk, type Queue, type QueueOnServer } from "../../shared/model/agent.ts";
import { ServerId } from "../../shared/model/ids.ts";

const main = ServerId.parse("main");
const backup = ServerId.parse("backup");

/** Alike on both servers, unless told otherwise. */
export function aQueue(overrides: Partial<Omit<Queue, "id">> & { readonly id?: string } = {}): Queue {
  const { id = "500", ...rest } = overrides;
  const state = rest.state ?? "ready";
  const shown = state === "split" ? "unknown" : state;
  return {
    id: QueueId.parse(id),
    name: "Sales",
    mayLogIn: true,
    mayPause: true,
    state,
    wanted: shown,
    reasonId: null,
    servers: [aQueueOnServer({ state: shown }), aQueueOnServer({ serverId: backup, state: shown })],
    news: null,
    ...rest,
  };
}

export function aQueueOnServer(overrides: Partial<QueueOnServer> = {}): QueueOnServer {
  return { serverId: main, state: "ready", by: "told", repair: "none", ...overrides };
}

export function anAgent(overrides: Partial<Agent> = {}): Agent {
  return {
    queues: [aQueue(), aQueue({ id: "501", name: "Service" })],
    pauseReasons: [
      { id: "1", name: "Lunch" },
      { id: "2", name: "Training" },
    ],
    may: { pickUp: false, listen: false, whisper: false },
    desk: null,
    dnd: null,
    ...overrides,
  };
}

export function aDesk(state: Desk["state"], extension: string | null = null): Desk {
  const shown = state === "split" ? "unknown" : state;
  return {
    state,
    extension,
    mustName: extension === null,
    servers: [main, backup].map((serverId) => aQueueOnServer({ serverId, state: shown })),
  };
}
