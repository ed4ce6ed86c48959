/** Watches one call's incoming RTP: says when it stops and starts again, and how good it is. */
import type { Quality } from "../../../../shared/model/call.ts";
import type { MediaEvent } from "../../ports/media.ts";
import { toMos } from "./mos.ts";
import { noReading, type RtpReading } from "./read-rtp.ts";

export type FlowSource = {
  readonly read: () => Promise<RtpReading>;
  /** Whether packets ought to come now: answered, and held by neither side. */
  readonly isExpected: () => boolean;
  readonly emit: (event: MediaEvent) => void;
};

const readEveryMs = 500;
/** Without a packet for so long the flow has stopped. */
const silentAfterMs = 1_500;
/** The first packet has longer, for ICE and DTLS come before it; a server that died meanwhile sends none at all. */
const firstPacketWithinMs = 3_000;
const measureEveryReadings = 4;

/** @returns what stops the watch. */
export function startFlowWatch({ read, isExpected, emit }: FlowSource): () => void {
  let isFlowing: boolean | null = null;
  let silentMs = 0;
  let readings = 0;
  let last = noReading;
  let measured = noReading;
  let isReading = false;
  let isStopped = false;

  function say(flowing: boolean): void {
    if (isFlowing === flowing) return;
    isFlowing = flowing;
    emit({ type: "flowChanged", isFlowing: flowing });
  }

  function judge(reading: RtpReading): void {
    const hasNew = reading.packetsReceived !== last.packetsReceived;
    last = reading;
    silentMs = hasNew || !isExpected() ? 0 : silentMs + readEveryMs;
    if (hasNew) say(true);
    else if (silentMs >= (isFlowing === null ? firstPacketWithinMs : silentAfterMs)) say(false);
    readings += 1;
    if (readings % measureEveryReadings !== 0) return;
    const quality = toQuality(measured, reading);
    measured = reading;
    if (quality !== null && isExpected()) emit({ type: "measured", quality });
  }

  async function readOnce(): Promise<void> {
    if (isReading) return;
    isReading = true;
    const reading = await read().catch(() => last);
    isReading = false;
    if (!isStopped) judge(reading);
  }

  const timer = setInterval(() => void readOnce(), readEveryMs);
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}

/** @returns null when nothing was due in between, so there is nothing to judge. */
function toQuality(before: RtpReading, after: RtpReading): Quality | null {
  const received = Math.max(after.packetsReceived - before.packetsReceived, 0);
  const lost = Math.max(after.packetsLost - before.packetsLost, 0);
  if (received + lost === 0) return null;
  const lossPct = round((100 * lost) / (received + lost));
  const jitterMs = round(after.jitterMs);
  const rttMs = round(after.rttMs);
  return { mos: toMos({ lossPct, jitterMs, rttMs }), lossPct, jitterMs, rttMs };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
