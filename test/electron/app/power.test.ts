import type { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import { watchPower } from "../../../electron/app/power.ts";
import { createFakeLog } from "../fake-log.ts";

const electron = vi.hoisted(() => ({ powerMonitor: null as EventEmitter | null }));

vi.mock("electron", async () => {
  const { EventEmitter } = await import("node:events");
  electron.powerMonitor = new EventEmitter();
  return { powerMonitor: electron.powerMonitor };
});

test("sleep and wake reach the engine in order, and its silence while asleep is forgiven first", () => {
  const deeds: string[] = [];
  watchPower({
    sendToEngine: (order) => deeds.push(order.type) > 0,
    onResume: () => void deeds.push("forgive"),
    onShutdown: () => void deeds.push("shutdown"),
    log: createFakeLog(),
  });
  for (const event of ["suspend", "resume", "shutdown"]) electron.powerMonitor?.emit(event);
  expect(deeds).toEqual(["suspend", "forgive", "resume", "shutdown"]);
});
