import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startFlowWatch } from "../../../../../renderer/engine/adapters/web/flow-watch.ts";
import { noReading, type RtpReading } from "../../../../../renderer/engine/adapters/web/read-rtp.ts";
import type { MediaEvent } from "../../../../../renderer/engine/ports/media.ts";

function watch() {
  const events: (MediaEvent & { readonly atMs: number })[] = [];
  const startedAt = Date.now();
  let reading: RtpReading = noReading;
  let isExpected = true;
  let isBroken = false;
  const stop = startFlowWatch({
    read: () => (isBroken ? Promise.reject(new Error("closed")) : Promise.resolve(reading)),
    isExpected: () => isExpected,
    emit: (event) => events.push({ ...event, atMs: Date.now() - startedAt }),
  });
  return {
    events,
    flows: () => events.flatMap((event) => (event.type === "flowChanged" ? [[event.atMs, event.isFlowing]] : [])),
    stop,
    setExpected: (expected: boolean) => void (isExpected = expected),
    breakStatistics: () => void (isBroken = true),
    pass: async (ms: number, change: Partial<RtpReading> = {}) => {
      for (let passed = 0; passed < ms; passed += 500) {
        reading = {
          ...reading,
          ...change,
          packetsReceived: reading.packetsReceived + (change.packetsReceived ?? 0),
          packetsLost: reading.packetsLost + (change.packetsLost ?? 0),
        };
        await vi.advanceTimersByTimeAsync(500);
      }
    },
  };
}

describe("the flow of incoming voice", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("that never starts has stopped after 3 s, so that a call whose server died at once is not taken for a talk", async () => {
    const { pass, flows } = watch();
    await pass(2_500);
    expect(flows()).toEqual([]);
    await pass(7_500);
    expect(flows()).toEqual([[3_000, false]]);
  });

  it("is given those 3 s from when it may be expected", async () => {
    const { pass, setExpected, flows } = watch();
    setExpected(false);
    await pass(10_000);
    setExpected(true);
    await pass(2_500);
    expect(flows()).toEqual([]);
    await pass(500, { packetsReceived: 25 });
    expect(flows()).toEqual([[13_000, true]]);
  });

  it("starts with the first packet, stops 1.5 s after the last and starts again", async () => {
    const { pass, flows } = watch();
    await pass(1_000, { packetsReceived: 25 });
    await pass(3_000);
    await pass(1_000, { packetsReceived: 25 });
    expect(flows()).toEqual([
      [500, true],
      [2_500, false],
      [4_500, true],
    ]);
  });

  it("is not missed while the call is held", async () => {
    const { pass, setExpected, flows } = watch();
    await pass(1_000, { packetsReceived: 25 });
    setExpected(false);
    await pass(60_000);
    setExpected(true);
    await pass(1_000);
    expect(flows()).toEqual([[500, true]]);
    await pass(500);
    expect(flows()).toEqual([
      [500, true],
      [62_500, false],
    ]);
  });

  it("counts as stopped when statistics can no longer be read", async () => {
    const { pass, breakStatistics, flows } = watch();
    await pass(500, { packetsReceived: 25 });
    breakStatistics();
    await pass(1_500);
    expect(flows()).toEqual([
      [500, true],
      [2_000, false],
    ]);
  });

  it("is measured every two seconds over those two seconds", async () => {
    const { pass, events } = watch();
    await pass(2_000, { packetsReceived: 100, jitterMs: 4.04, rttMs: 30 });
    await pass(2_000, { packetsReceived: 90, packetsLost: 10, jitterMs: 12, rttMs: 31 });
    expect(events.filter(({ type }) => type === "measured")).toEqual([
      { type: "measured", atMs: 2_000, quality: { mos: 4.38, lossPct: 0, jitterMs: 4, rttMs: 30 } },
      { type: "measured", atMs: 4_000, quality: { mos: 3.32, lossPct: 10, jitterMs: 12, rttMs: 31 } },
    ]);
  });

  it("is not measured when nothing was due", async () => {
    const { pass, events } = watch();
    await pass(4_000);
    expect(events).toEqual([{ type: "flowChanged", isFlowing: false, atMs: 3_000 }]);
  });

  it("is silent once stopped", async () => {
    const { pass, stop, events } = watch();
    stop();
    await pass(4_000, { packetsReceived: 25 });
    expect(events).toEqual([]);
  });
});
