import { expect, test } from "vitest";
import { stopEngine, stopIdleEngine } from "../../../electron/engine-host/stop-engine.ts";
import type { LifeSign } from "../../../electron/switchboard/switchboard.ts";
import type { EngineOrder } from "../../../shared/contract/wire.ts";

function anEngine(isThere = true) {
  const orders: EngineOrder["type"][] = [];
  const listeners = new Set<(sign: LifeSign) => void>();
  return {
    orders,
    listeners,
    say: (sign: LifeSign) => listeners.forEach((listener) => listener(sign)),
    supervisor: {
      send: (order: EngineOrder) => {
        orders.push(order.type);
        return isThere;
      },
    },
    switchboard: {
      listenToLifeSigns: (listener: (sign: LifeSign) => void) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  };
}

test("an engine that stops, or stays because of a call, says so, and is listened to no longer", async () => {
  for (const [type, isStopped] of [
    ["stopped", true],
    ["stayed", false],
  ] as const) {
    const engine = anEngine();
    const stopping = stopIdleEngine(engine.supervisor, engine.switchboard);
    engine.say({ type: "beat", id: 1 });
    engine.say({ type });
    expect(await stopping).toBe(isStopped);
    expect([engine.orders, engine.listeners.size]).toEqual([["stopIfIdle"], 0]);
  }
});

test("an engine that is not there has nothing to stop", async () => {
  const engine = anEngine(false);
  await stopEngine(engine.supervisor, engine.switchboard);
  expect(engine.orders).toEqual(["stop"]);
  expect(await stopIdleEngine(engine.supervisor, engine.switchboard)).toBe(true);
});
