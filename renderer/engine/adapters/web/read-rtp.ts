/** Picks out of WebRTC's statistics what tells whether and how well a call is received, and how well what it sends. */

export type RtpReading = {
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly jitterMs: number;
  /** 0 while nothing has measured it. */
  readonly rttMs: number;
  /** What the other side last said of our voice (RFC 3550 §6.4.1); 0 until it says something. */
  readonly sentLossPct: number;
  readonly sentJitterMs: number;
  /** ICE checks of the other side, and its answers to ours (RFC 8445 §7, RFC 7675), on the pair in use. */
  readonly checksAnswered: number;
};

export const noReading: RtpReading = {
  packetsReceived: 0,
  packetsLost: 0,
  jitterMs: 0,
  rttMs: 0,
  sentLossPct: 0,
  sentJitterMs: 0,
  checksAnswered: 0,
};

/** TypeScript's DOM does not know it yet. `fractionLost` is of 1, since the report before. */
type RemoteInbound = RTCStats & {
  readonly roundTripTime?: number;
  readonly fractionLost?: number;
  readonly jitter?: number;
};

/** @param stats an RTCStatsReport's values (W3C WebRTC Statistics). RTCP's round trip first, then that of ICE checks. */
export function toRtpReading(stats: Iterable<RTCStats>): RtpReading {
  let { packetsReceived, packetsLost, jitterMs, sentLossPct, sentJitterMs, checksAnswered } = noReading;
  let rtcpRttS: number | undefined;
  let iceRttS: number | undefined;
  for (const entry of stats) {
    if (entry.type === "inbound-rtp") {
      const inbound = entry as RTCInboundRtpStreamStats;
      packetsReceived += inbound.packetsReceived ?? 0;
      packetsLost += inbound.packetsLost ?? 0;
      jitterMs = Math.max(jitterMs, (inbound.jitter ?? 0) * 1000);
    } else if (entry.type === "remote-inbound-rtp") {
      const told = entry as RemoteInbound;
      rtcpRttS = told.roundTripTime ?? rtcpRttS;
      sentLossPct = Math.max(sentLossPct, (told.fractionLost ?? 0) * 100);
      sentJitterMs = Math.max(sentJitterMs, (told.jitter ?? 0) * 1000);
    } else if (entry.type === "candidate-pair") {
      const pair = entry as RTCIceCandidatePairStats;
      if (pair.nominated !== true) continue;
      iceRttS = pair.currentRoundTripTime ?? iceRttS;
      checksAnswered += (pair.responsesReceived ?? 0) + (pair.requestsReceived ?? 0);
    }
  }
  const rttMs = (rtcpRttS ?? iceRttS ?? 0) * 1000;
  return { packetsReceived, packetsLost, jitterMs, rttMs, sentLossPct, sentJitterMs, checksAnswered };
}
