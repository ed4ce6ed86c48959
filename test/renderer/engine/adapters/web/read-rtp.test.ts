import { expect, it } from "vitest";
import { noReading, toRtpReading } from "../../../../../renderer/engine/adapters/web/read-rtp.ts";

const stat = (entry: Record<string, unknown>) => ({ id: "x", timestamp: 0, ...entry }) as unknown as RTCStats;

it("reads packets, loss, jitter and the round trip that RTCP measured, and what the other side says of ours", () => {
  const stats = [
    stat({ type: "inbound-rtp", packetsReceived: 90, packetsLost: 10, jitter: 0.012 }),
    stat({ type: "outbound-rtp", packetsSent: 500 }),
    stat({ type: "candidate-pair", nominated: true, currentRoundTripTime: 0.05 }),
    stat({ type: "remote-inbound-rtp", roundTripTime: 0.02, fractionLost: 0.125, jitter: 0.007 }),
  ];
  expect(toRtpReading(stats)).toEqual({
    packetsReceived: 90,
    packetsLost: 10,
    jitterMs: 12,
    rttMs: 20,
    sentLossPct: 12.5,
    sentJitterMs: 7,
    checksAnswered: 0,
  });
});

it("falls back to the round trip of the nominated pair's ICE checks", () => {
  const stats = [
    stat({ type: "candidate-pair", nominated: false, currentRoundTripTime: 0.9 }),
    stat({ type: "candidate-pair", nominated: true, currentRoundTripTime: 0.05 }),
    stat({ type: "remote-inbound-rtp" }),
  ];
  expect(toRtpReading(stats)).toEqual({ ...noReading, rttMs: 50 });
});

it("counts ICE checks both ways on the pair in use, which tell a silent party from a dead path", () => {
  const stats = [
    stat({ type: "candidate-pair", nominated: false, responsesReceived: 9, requestsReceived: 9 }),
    stat({ type: "candidate-pair", nominated: true, responsesReceived: 3, requestsReceived: 4 }),
  ];
  expect(toRtpReading(stats)).toEqual({ ...noReading, checksAnswered: 7 });
});
