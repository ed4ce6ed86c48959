/** All the queues in one line: what it says, and the press beside it. */
import { expect, test } from "vitest";
import { toQueuesShown } from "../../../../../renderer/ui/views/queues/queue-model.ts";
import type { Queue } from "../../../../../shared/model/agent.ts";
import { ServerId } from "../../../../../shared/model/ids.ts";
import { anAgent, aQueue, aQueueOnServer } from "../../../../builders/an-agent.ts";
import { aBackupServer, aServer } from "../../../../builders/a-server.ts";
import { aWrapUp } from "../../../../builders/a-wrap-up.ts";

const servers = [aServer(), aBackupServer()];
const split = aQueue({
  state: "split",
  wanted: "unknown",
  servers: [aQueueOnServer({ state: "paused" }), aQueueOnServer({ serverId: ServerId.parse("backup") })],
});
const paused = aQueue({ state: "paused", reasonId: "2" });
const service = { id: "501", name: "Service" };
const shown = (queues: readonly Queue[], wrapUp = aWrapUp(null)) =>
  toQueuesShown(anAgent({ queues: [...queues] }), servers, wrapUp.now);

test("which server says what of the one queue stands in the line itself, of several behind it", () => {
  expect([shown([split]), shown([split, aQueue(service)])]).toEqual([
    {
      state: "split",
      next: "unpause",
      sentence: { key: "queues.split" },
      differences: [
        { key: "queue.pausedOn", params: { server: "Main" } },
        { key: "queue.readyOn", params: { server: "Backup" } },
      ],
    },
    { state: "split", next: "pause", sentence: { key: "queues.split" }, differences: [] },
  ]);
});

test("a pause for the work after a call has its name and no press, another pause and other queues keep theirs", () => {
  const ofWrapUp = { state: "paused", next: null, sentence: { key: "wrapUp.label" }, differences: [] };
  const training = { key: "queue.pausedFor", params: { reason: "Training" } };
  expect([
    shown([paused], aWrapUp()),
    shown([paused, aQueue({ ...service, state: "out" })], aWrapUp()),
    shown([paused], aWrapUp({ queueIds: [] })),
    shown([paused]),
    shown([paused, aQueue(service)], aWrapUp()).next,
  ]).toEqual([
    ofWrapUp,
    ofWrapUp,
    { state: "paused", next: "unpause", sentence: training, differences: [] },
    { state: "paused", next: "unpause", sentence: training, differences: [] },
    "pause",
  ]);
});
