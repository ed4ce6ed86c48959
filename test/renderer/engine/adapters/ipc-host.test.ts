import { describe, expect, it } from "vitest";
import { createHostLog } from "../../../../renderer/engine/adapters/host-log.ts";
import { createIpcHost } from "../../../../renderer/engine/adapters/ipc-host.ts";
import type { EngineOrder, EngineReport } from "../../../../shared/contract/wire.ts";
import { createFakeHost } from "../../../fakes/fake-host.ts";

function createBridge() {
  const reports: EngineReport[] = [];
  let deliver: (raw: unknown) => void = () => undefined;
  const bridge = {
    report: (report: EngineReport) => void reports.push(report),
    listen(listener: (raw: unknown) => void) {
      deliver = listener;
    },
  };
  return { bridge, reports, deliver: (raw: unknown) => deliver(raw) };
}

describe("the line to main", () => {
  it("hands over orders that keep the contract", () => {
    const { bridge, deliver } = createBridge();
    const orders: EngineOrder[] = [];
    createIpcHost(bridge).listen((order) => orders.push(order));
    deliver({ type: "beat", id: 3 });
    deliver({ type: "suspend" });
    expect(orders).toEqual([{ type: "beat", id: 3 }, { type: "suspend" }]);
  });

  it("keeps orders that come before anybody listens", () => {
    const { bridge, deliver } = createBridge();
    const host = createIpcHost(bridge);
    deliver({ type: "configure", config: null });
    const orders: EngineOrder[] = [];
    host.listen((order) => orders.push(order));
    expect(orders).toEqual([{ type: "configure", config: null }]);
  });

  it("drops an order that breaks the contract, with one line that names the place", () => {
    const { bridge, reports, deliver } = createBridge();
    const orders: EngineOrder[] = [];
    createIpcHost(bridge).listen((order) => orders.push(order));
    deliver({ type: "beat", id: "three" });
    expect(orders).toEqual([]);
    expect(reports).toEqual([
      {
        type: "log",
        line: {
          level: "error",
          scope: "host",
          text: expect.stringMatching(/^An order from main was dropped: id: /) as string,
        },
      },
    ]);
  });

  it.each([undefined, null, 7, "stop", [], { type: "toString" }])("survives %j in place of an order", (raw) => {
    const { bridge, reports, deliver } = createBridge();
    createIpcHost(bridge).listen(() => undefined);
    expect(() => deliver(raw)).not.toThrow();
    expect(reports).toHaveLength(1);
  });

  it("reports a listener that throws and goes on", () => {
    const { bridge, reports, deliver } = createBridge();
    createIpcHost(bridge).listen(() => {
      throw new Error("out of luck");
    });
    deliver({ type: "resume" });
    expect(reports).toEqual([
      { type: "log", line: { level: "error", scope: "host", text: "An order could not be carried out: out of luck" } },
    ]);
  });

  it("says so when a report cannot be sent, and never throws", () => {
    const { bridge, reports } = createBridge();
    const host = createIpcHost({
      ...bridge,
      report(report) {
        if (report.type === "ready") throw new Error("could not be cloned");
        bridge.report(report);
      },
    });
    host.report({ type: "ready" });
    expect(reports).toEqual([
      {
        type: "log",
        line: { level: "error", scope: "host", text: "A report to main (ready) was lost: could not be cloned" },
      },
    ]);
  });
});

it("writes the engine's log into main's", () => {
  const host = createFakeHost();
  createHostLog(host, false).write({ level: "info", scope: "media", text: "The voice connection is connected." });
  expect(host.reports).toEqual([
    { type: "log", line: { level: "info", scope: "media", text: "The voice connection is connected." } },
  ]);
});

it.each([
  [true, 1],
  [false, 0],
])("debug lines go to main only where it writes them down (%s)", (takesDebug, count) => {
  const host = createFakeHost();
  const log = createHostLog(host, takesDebug);
  log.write({ level: "debug", scope: "sip:main", text: "#1 > OPTIONS" });
  expect([host.reported("log").length, log.takesDebug]).toEqual([count, takesDebug]);
});
