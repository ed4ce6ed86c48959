/** The seat in its queues: every state the strip can show, at rest and opened. */
import type { Queue, QueueNews } from "../../shared/model/agent.ts";
import { ServerId } from "../../shared/model/ids.ts";
import { anActiveCall, anIncomingCall } from "../builders/a-call.ts";
import { aDesk, anAgent, aQueue, aQueueOnServer } from "../builders/an-agent.ts";
import { aBackupServer, atFixture } from "../builders/a-server.ts";
import { aSnapshot } from "../builders/a-snapshot.ts";
import { lostMain, throughBackup } from "./lost-main.ts";

const backup = ServerId.parse("backup");
const service = { id: "501", name: "Service" };
const onBackup = (rest: Partial<Queue["servers"][number]>) => aQueueOnServer({ serverId: backup, ...rest });
const news = (kind: QueueNews["kind"]): QueueNews => ({ kind, serverId: ServerId.parse("main"), at: atFixture });
const withQueues = (queues: Queue[], rest: Parameters<typeof aSnapshot>[0] = {}) =>
  aSnapshot({ agent: anAgent({ queues }), ...rest });

export const inQueues = {
  queuesReady: withQueues([aQueue(), aQueue(service)]),
  queuesPaused: withQueues([aQueue({ state: "paused", reasonId: "1" }), aQueue({ ...service, state: "out" })]),
  queuesPutRight: withQueues([
    aQueue({
      state: "split",
      wanted: "ready",
      servers: [aQueueOnServer({ state: "paused", repair: "pending" }), onBackup({})],
    }),
    aQueue({ ...service, news: news("unpausedAgain") }),
  ]),
  queuesDisagree: withQueues([
    aQueue({ state: "split", wanted: "unknown", servers: [aQueueOnServer({ state: "paused" }), onBackup({})] }),
  ]),
  queuesMainLost: withQueues(
    [
      aQueue({
        state: "paused",
        reasonId: "2",
        servers: [aQueueOnServer({ state: "unknown", by: null, repair: "away" }), onBackup({ state: "paused" })],
      }),
      aQueue({ ...service, servers: [aQueueOnServer({ state: "out", repair: "failed" }), onBackup({})] }),
    ],
    { servers: [lostMain, aBackupServer()], nextCall: throughBackup },
  ),
  queuesLongNames: withQueues([
    aQueue({
      name: "Donaudampfschifffahrtsgesellschaft, Reklamation und Rücksendung",
      state: "split",
      wanted: "out",
      servers: [aQueueOnServer({ repair: "pending" }), onBackup({ state: "unknown", by: null, repair: "pending" })],
    }),
    aQueue({ ...service, news: news("pausedUnanswered"), state: "paused", servers: [aQueueOnServer({ by: "done" })] }),
  ]),
  deskFree: aSnapshot({ agent: anAgent({ queues: [], desk: aDesk("out") }) }),
  deskTaken: aSnapshot({
    agent: anAgent({
      queues: [],
      desk: { ...aDesk("ready", "2001"), servers: [aQueueOnServer(), onBackup({ repair: "pending" })] },
    }),
  }),
  dndBehind: aSnapshot({
    dnd: true,
    agent: anAgent({ queues: [], dnd: { servers: [aQueueOnServer(), onBackup({ repair: "away" })] } }),
  }),
  deskUnnamed: aSnapshot({ agent: anAgent({ queues: [], desk: aDesk("ready") }) }),
  ringingFromQueue: withQueues([aQueue(), aQueue(service)], {
    calls: [anIncomingCall({ queue: "Sales", remote: { number: "03-1234-5678", name: "Tanaka Yuki" } })],
  }),
  cardFromQueue: aSnapshot({
    calls: [anIncomingCall({ queue: "Sales", remote: { number: "03-1234-5678", name: "Tanaka Yuki" } })],
  }),
  activeFromQueue: withQueues([aQueue(), aQueue(service)], {
    calls: [
      anActiveCall({
        queue: "Donaudampfschifffahrtsgesellschaft, Reklamation",
        remote: { number: "03-1234-5678", name: "Tanaka Yuki" },
      }),
    ],
  }),
  activeInQueues: withQueues([aQueue()], {
    calls: [anActiveCall({ remote: { number: "03-1234-5678", name: "Tanaka Yuki" } })],
  }),
};
