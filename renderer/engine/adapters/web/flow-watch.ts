/** Watches one call's RTP: says when what comes stops and starts again, and how good it is, or what is sent where that is worse. */
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

const readEveryMs = 250;
const measureEveryReadings = 8;

/** How long nothing may arrive, ms: before it is worth asking the server, and before the flow has stopped. */
type Patience = { readonly quietMs: number; readonly silentMs: number };

/** A packet every 20 ms is usual. */
const withVoice: Patience = { quietMs: 750, silentMs: 1_500 };
/** The first packet has longer, for ICE and DTLS come before it; a server that died meanwhile sends none at all. */
const beforeVoice: Patience = { quietMs: 3_000, silentMs: 3_000 };
/** Held, or with a party that sends nothing while it is silent: ICE checks go on, one every 2.5 s from Chromium. */
const withoutVoice: Patience = { quietMs: 3_000, silentMs: 6_000 };

/** A pause of a server's announcement is no habit of the party's: voice for so long without one is steady again, ms. */
const steadyAfterMs = 10_000;

/** @returns what stops the watch. */
export function startFlowWatch({ read, isExpected, emit }: FlowSource): () => void {
  let isFlowing: boolean | null = null;
  let hasHeardVoice = false;
  /** Checks went on through a silence: its silences say nothing, until it was steady for a while. */
  let suppressesSilence = false;
  let steadyMs = 0;
  let nothingMs = 0;
  let isQuietTold = false;
  let wasExpected = true;
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

  /** Null while nothing that arrives could tell anything. */
  function patienceNow(isVoiceDue: boolean): Patience | null {
    if (!isVoiceDue) return last.checksAnswered > 0 ? withoutVoice : null;
    return hasHeardVoice ? withVoice : beforeVoice;
  }

  function hearLife(hasVoice: boolean, expected: boolean): void {
    if (!hasVoice && expected && isFlowing === false) suppressesSilence = true;
    if (hasVoice) steadyMs += nothingMs + readEveryMs;
    if (steadyMs >= steadyAfterMs) suppressesSilence = false;
    hasHeardVoice ||= hasVoice;
    nothingMs = 0;
    isQuietTold = false;
    if (hasVoice || isFlowing === false) say(true);
  }

  function judgeFlow(reading: RtpReading): void {
    const expected = isExpected();
    const hasVoice = reading.packetsReceived !== last.packetsReceived;
    const hasCheck = reading.checksAnswered !== last.checksAnswered;
    last = reading;
    const isVoiceDue = expected && !suppressesSilence;
    if (hasVoice || (hasCheck && (!isVoiceDue || isFlowing === false))) return hearLife(hasVoice, expected);
    nothingMs = expected === wasExpected ? nothingMs + readEveryMs : 0;
    wasExpected = expected;
    if (nothingMs >= withVoice.quietMs) steadyMs = 0;
    const patience = patienceNow(isVoiceDue);
    if (patience === null) return;
    if (nothingMs >= patience.quietMs && !isQuietTold) {
      isQuietTold = true;
      emit({ type: "fellQuiet" });
    }
    if (nothingMs >= patience.silentMs) say(false);
  }

  function judge(reading: RtpReading): void {
    judgeFlow(reading);
    readings += 1;
    if (readings % measureEveryReadings !== 0) return;
    const judged = measure(measured, reading);
    measured = reading;
    if (judged !== null && isExpected()) emit({ type: "measured", ...judged });
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

/** Of the worse of both ways. @returns null when nothing was due in between, so there is nothing to judge. */
function measure(
  before: RtpReading,
  after: RtpReading,
): { readonly quality: Quality; readonly packets: number } | null {
  const received = Math.max(after.packetsReceived - before.packetsReceived, 0);
  const lost = Math.max(after.packetsLost - before.packetsLost, 0);
  const packets = received + lost;
  if (packets === 0) return null;
  const heard = rate((100 * lost) / packets, after.jitterMs, after.rttMs);
  const sent = rate(after.sentLossPct, after.sentJitterMs, after.rttMs);
  return { quality: sent.mos < heard.mos ? { ...sent, worse: "sent" } : heard, packets };
}

function rate(loss: number, jitter: number, rtt: number): Quality {
  const [lossPct, jitterMs, rttMs] = [round(loss), round(jitter), round(rtt)];
  return { mos: toMos({ lossPct, jitterMs, rttMs }), lossPct, jitterMs, rttMs };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
