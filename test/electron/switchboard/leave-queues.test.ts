import { expect, test } from "vitest";
import { leaveQueues } from "../../../electron/switchboard/leave-queues.ts";
import type { Agent, Queue } from "../../../shared/model/agent.ts";
import { ServerId } from "../../../shared/model/ids.ts";
import { aQueue, anAgent } from "../../builders/an-agent.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

type Repair = Queue["servers"][number]["repair"];

const on = (state: "ready" | "out", ...repairs: readonly Repair[]) =>
  repairs.map((repair, index) => ({
    serverId: ServerId.parse(index === 0 ? "main" : "backup"),
    state,
    by: "told" as const,
    repair,
  }));

function aSeat(agent: Agent | null) {
  const seat = { agent, asked: [] as unknown[], isOver: false, clock: createFakeMainClock() };
  const switchboard = {
    ask: async (_asker: unknown, raw: unknown) => {
      seat.asked.push(raw);
      return { ok: true as const };
    },
    snapshot: () => aSnapshot({ agent: seat.agent }),
  };
  const leaving = leaveQueues(switchboard, seat.clock).then(() => (seat.isOver = true));
  /** Lets everything that waits for nothing but itself go on, and then so much time pass. */
  const pass = async (ms: number) => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    for (let passed = 0; passed < ms; passed += 100) {
      seat.clock.advance(100);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
  };
  return { seat, pass, leaving };
}

test("a seat is logged out of its queues, and gone once every server that can be reached has heard it", async () => {
  const { seat, pass } = aSeat(
    anAgent({ queues: [aQueue({ wanted: "ready", servers: on("ready", "none", "none") })] }),
  );
  seat.agent = anAgent({ queues: [aQueue({ wanted: "out", servers: on("ready", "none", "pending") })] });
  await pass(1_000);
  expect([seat.asked, seat.isOver]).toEqual([[{ type: "queue.logout" }], false]);
  seat.agent = anAgent({ queues: [aQueue({ wanted: "out", servers: on("out", "away", "none") })] });
  await pass(100);
  expect(seat.isOver).toBe(true);
});

test("a desk that was taken over is given back, also where the hints alone tell of it", async () => {
  for (const extension of ["1002", null]) {
    const desk = { state: "ready", extension, mustName: false, servers: on("ready", "none", "none") } as const;
    const { seat, pass } = aSeat(anAgent({ queues: [], desk }));
    await pass(100);
    expect([seat.asked, seat.isOver]).toEqual([[{ type: "desk.release" }], true]);
  }
});

test("a server that does not obey keeps nobody for longer than 5 s", async () => {
  const stuck = anAgent({ queues: [aQueue({ wanted: "paused", servers: on("ready", "pending", "none") })] });
  const { seat, pass } = aSeat(stuck);
  await pass(4_500);
  expect(seat.isOver).toBe(false);
  await pass(600);
  expect(seat.isOver).toBe(true);
});

test("nothing is asked of a seat that is in no queue, or of none at all", async () => {
  for (const agent of [null, anAgent({ queues: [aQueue({ wanted: "out", servers: on("out", "none", "none") })] })]) {
    const { seat, leaving } = aSeat(agent);
    await leaving;
    expect(seat.asked).toEqual([]);
  }
});
