/** Hours at random in the queues: servers die, forget and pause by themselves, people order; in the end all of them agree. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { EngineCommand } from "../../shared/contract/command.ts";
import { isReady } from "../../renderer/engine/core/registration/registration.ts";
import { serverOf, type SimulatedDesk } from "../simulation/simulated-desk.ts";
import { both, queueOf, queuesOf, readyAgent, sales } from "./agent-desk.ts";

const orders: readonly EngineCommand[] = [
  { type: "queue.login", queueId: sales },
  { type: "queue.logout", queueId: sales },
  { type: "queue.pause", queueId: sales, reason: "1" },
  { type: "queue.pause" },
  { type: "queue.unpause", queueId: sales },
];
const happenings = [
  "crash",
  "restart",
  "drop",
  "forget",
  "pause",
  "unpause",
  "remove",
  "refuse",
  "obey",
  "order",
] as const;

const step = fc.record({
  what: fc.constantFrom(...happenings),
  server: fc.constantFrom(...both),
  order: fc.constantFrom(...orders),
  /** Behind it, ms. */
  restMs: fc.integer({ min: 0, max: 20_000 }),
});

function happen(
  desk: SimulatedDesk,
  { what, server, order }: { what: string; server: (typeof both)[number]; order: EngineCommand },
) {
  const machine = serverOf(desk, server);
  const queues = queuesOf(desk, server);
  if (what === "order") desk.command(order);
  else if (what === "crash") desk.sip.crash(server);
  else if (what === "restart") machine.restart();
  else if (what === "drop") desk.sip.dropSocket(server);
  else if (what === "refuse") queues.refusal = { code: 503 };
  else if (what === "obey") queues.refusal = null;
  else if (what === "remove" || what === "forget") queues.setMember("500", false);
  else if (queues.isMember("500")) queues.setPaused("500", what === "pause");
}

/** What a server's own queue says of the seat. */
function held(desk: SimulatedDesk, server: (typeof both)[number]): string {
  const queues = queuesOf(desk, server);
  if (!queues.isMember("500")) return "out";
  return queues.isPaused("500") ? "paused" : "ready";
}

test("whatever happened, servers that obey hold what is wanted a few minutes later, by few codes, and only while they are ready", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const desk = readyAgent();
      for (const one of steps) {
        happen(desk, one);
        desk.advance(one.restMs);
      }
      for (const server of both) {
        queuesOf(desk, server).refusal = null;
        serverOf(desk, server).restart();
      }
      desk.advance(240_000);
      const before = both.map((server) => queuesOf(desk, server).heard.length);
      const { wanted, servers } = queueOf(desk);
      for (const [index, server] of both.entries()) {
        if (servers[index]?.repair !== "failed") expect([server, held(desk, server)]).toEqual([server, wanted]);
        // Each happening is worth a log-in and a pause with its attempts at most.
        expect(before[index]).toBeLessThanOrEqual(2 + 10 * steps.length);
      }
      for (const { effect, before: state } of desk.decided) {
        if (effect.type !== "service.call") continue;
        const registration = state.registrations.find((one) => one.serverId === effect.serverId);
        expect(registration !== undefined && (isReady(registration) || registration.isSocketOpen)).toBe(true);
      }
      desk.advance(60_000);
      expect(both.map((server) => queuesOf(desk, server).heard.length)).toEqual(before);
    }),
    { numRuns: 25, seed: 21 },
  );
}, 60_000);
