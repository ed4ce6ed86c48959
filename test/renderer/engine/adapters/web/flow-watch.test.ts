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
    quiets: () => events.flatMap((event) => (event.type === "fellQuiet" ? [event.atMs] : [])),
    flows: () => events.flatMap((event) => (event.type === "flowChanged" ? [[event.atMs, event.isFlowing]] : [])),
    stop,
    setExpected: (expected: boolean) => void (isExpected = expected),
    breakStatistics: () => void (isBroken = true),
    pass: async (ms: number, change: Partial<RtpReading> = {}) => {
      for (let passed = 0; passed < ms; passed += 250) {
        reading = {
          ...reading,
          ...change,
          packetsReceived: reading.packetsReceived + (change.packetsReceived ?? 0),
          packetsLost: reading.packetsLost + (change.packetsLost ?? 0),
          checksAnswered: reading.checksAnswered + (change.checksAnswered ?? 0),
        };
        await vi.advanceTimersByTimeAsync(250);
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
    await pass(2_750);
    expect(flows()).toEqual([]);
    await pass(7_250);
    expect(flows()).toEqual([[3_000, false]]);
  });

  it("is given those 3 s from when it may be expected", async () => {
    const { pass, setExpected, flows } = watch();
    setExpected(false);
    await pass(10_000);
    setExpected(true);
    await pass(2_750);
    expect(flows()).toEqual([]);
    await pass(250, { packetsReceived: 12 });
    expect(flows()).toEqual([[13_000, true]]);
  });

  it("starts with the first packet, stops 1.5 s after the last and starts again", async () => {
    const { pass, flows } = watch();
    await pass(1_000, { packetsReceived: 12 });
    await pass(3_000);
    await pass(1_000, { packetsReceived: 12 });
    expect(flows()).toEqual([
      [250, true],
      [2_500, false],
      [4_250, true],
    ]);
  });

  it("that falls quiet is told after 0.75 s, once in each silence, so that the server can be asked", async () => {
    const { pass, quiets } = watch();
    await pass(1_000, { packetsReceived: 12 });
    await pass(5_000);
    await pass(250, { packetsReceived: 12 });
    await pass(500);
    await pass(250, { packetsReceived: 12 });
    await pass(750);
    expect(quiets()).toEqual([1_750, 7_750]);
  });

  it("is not missed while the call is held, for ICE checks are answered all the time", async () => {
    const { pass, setExpected, flows, quiets } = watch();
    await pass(1_000, { packetsReceived: 12, checksAnswered: 1 });
    setExpected(false);
    for (let check = 0; check < 24; check += 1) {
      await pass(2_250);
      await pass(250, { checksAnswered: 1 });
    }
    setExpected(true);
    await pass(1_250);
    expect(flows()).toEqual([[250, true]]);
    expect(quiets()).toEqual([62_000]);
    await pass(500);
    expect(flows().slice(1)).toEqual([[62_750, false]]);
  });

  it("of a held call has stopped when ICE checks were not answered for 6 s", async () => {
    const { pass, setExpected, flows, quiets } = watch();
    await pass(1_000, { packetsReceived: 12, checksAnswered: 1 });
    setExpected(false);
    await pass(10_000);
    expect([quiets(), flows()]).toEqual([
      [4_250],
      [
        [250, true],
        [7_250, false],
      ],
    ]);
  });

  it("of a held call is not judged where no checks can be read", async () => {
    const { pass, setExpected, events } = watch();
    await pass(1_000, { packetsReceived: 12 });
    setExpected(false);
    await pass(60_000);
    expect(events.filter(({ type }) => type !== "measured")).toEqual([
      { type: "flowChanged", isFlowing: true, atMs: 250 },
    ]);
  });

  it("of a party that sends nothing while it is silent is believed for 6 s once checks went on through a silence", async () => {
    const { pass, flows } = watch();
    await pass(1_000, { packetsReceived: 12, checksAnswered: 1 });
    await pass(1_000);
    await pass(250, { checksAnswered: 1 });
    await pass(750);
    await pass(250, { checksAnswered: 1 });
    await pass(1_000, { packetsReceived: 12 });
    expect(flows()).toEqual([
      [250, true],
      [2_500, false],
      [3_250, true],
    ]);
    await pass(5_750);
    expect(flows()).toHaveLength(3);
    await pass(250);
    expect(flows().at(-1)).toEqual([10_250, false]);
  });

  it("of a party that was silent once and then spoke for 10 s without a pause is missed as soon as any other's", async () => {
    const { pass, flows } = watch();
    await pass(1_000, { packetsReceived: 12 });
    await pass(2_000);
    await pass(250, { checksAnswered: 1 });
    await pass(10_000, { packetsReceived: 12 });
    await pass(1_500);
    expect(flows()).toEqual([
      [250, true],
      [2_500, false],
      [3_250, true],
      [14_750, false],
    ]);
  });

  it("counts as stopped when statistics can no longer be read", async () => {
    const { pass, breakStatistics, flows } = watch();
    await pass(500, { packetsReceived: 12 });
    breakStatistics();
    await pass(1_500);
    expect(flows()).toEqual([
      [250, true],
      [2_000, false],
    ]);
  });

  it("is measured every two seconds over those two seconds", async () => {
    const { pass, events } = watch();
    await pass(2_000, { packetsReceived: 50, jitterMs: 4.04, rttMs: 30 });
    await pass(2_000, { packetsReceived: 45, packetsLost: 5, jitterMs: 12, rttMs: 31 });
    expect(events.filter(({ type }) => type === "measured")).toEqual([
      { type: "measured", atMs: 2_000, quality: { mos: 4.38, lossPct: 0, jitterMs: 4, rttMs: 30 }, packets: 400 },
      { type: "measured", atMs: 4_000, quality: { mos: 3.32, lossPct: 10, jitterMs: 12, rttMs: 31 }, packets: 400 },
    ]);
  });

  it("counts the worse way: the voice that is sent, where the other side gets less of it", async () => {
    const { pass, events } = watch();
    await pass(2_000, { packetsReceived: 50, jitterMs: 4, rttMs: 30, sentLossPct: 10, sentJitterMs: 12 });
    await pass(2_000, { packetsReceived: 40, packetsLost: 10, sentLossPct: 10 });
    const measured = events.flatMap((event) => (event.type === "measured" ? [event.quality] : []));
    expect(measured).toEqual([
      { mos: 3.32, lossPct: 10, jitterMs: 12, rttMs: 30, worse: "sent" },
      { mos: 2.55, lossPct: 20, jitterMs: 4, rttMs: 30 },
    ]);
  });

  it("is not measured when nothing was due", async () => {
    const { pass, events } = watch();
    await pass(4_000);
    expect(events).toEqual([
      { type: "fellQuiet", atMs: 3_000 },
      { type: "flowChanged", isFlowing: false, atMs: 3_000 },
    ]);
  });

  it("is silent once stopped", async () => {
    const { pass, stop, events } = watch();
    stop();
    await pass(4_000, { packetsReceived: 25 });
    expect(events).toEqual([]);
  });
});
