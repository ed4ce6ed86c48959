/** Whether a server still reads and answers: probes, bursts, and what an answer or a silence means. */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import { findRegistration, putRegistration, type Turn } from "../turn.ts";
import { again, enterDoubtful, enterReady, lose, policyOf } from "./phases.ts";
import { explain } from "./reasons.ts";
import { isUsable, type Registration } from "./registration.ts";

const burstSize = 3;
const burstStepMs = 500;
const suspicionIsStaleMs = 1_000;
const typedProbeMs = 2_000;
/** Of the period until the next probe. Seats that were made to ask in the same few seconds must not ask together again. */
const usualJitter = [0.8, 1.2] as const;
const jitterAfterShared = [0.2, 1.2] as const;

export function sendProbe(turn: Turn, registration: Registration, policy: FailoverPolicy): Registration {
  const id = registration.nextProbeId;
  const { serverId, connection } = registration;
  turn.effects.push({ type: "probe.send", serverId, connection, probeId: id });
  const probe = { id, atSent: turn.at, atDeadline: turn.at + policy.probeTimeoutMs };
  return putRegistration(turn, {
    ...registration,
    nextProbeId: id + 1,
    probes: [...registration.probes, probe],
  });
}

/** Three probes now, +0.5 s and +1 s. A burst under way is not begun again. */
export function startBurst(turn: Turn, registration: Registration, policy: FailoverPolicy): void {
  if (!isUsable(registration) || registration.burst !== null) return;
  const burst = { sent: 1, missed: 0, atNext: turn.at + burstStepMs };
  sendProbe(turn, { ...registration, burst }, policy);
}

/** Any response of any code to our own request: it reads, so it lives. */
export function acceptProof(turn: Turn, registration: Registration): void {
  const [low, high] = registration.isNewToChoice ? jitterAfterShared : usualJitter;
  const proven = putRegistration(turn, {
    ...registration,
    probes: [],
    burst: null,
    atSharedSuspicion: null,
    isNewToChoice: false,
    atProof: turn.at,
    atProbeBase: turn.at,
    isProbePutOff: false,
    probeJitter: turn.dice.uniform(low, high),
  });
  if (proven.phase.kind === "doubtful" && !proven.isTakenOver) enterReady(turn, proven);
}

/** A request of the server's: it delays our probe by one period at most. */
export function acceptRequest(turn: Turn, registration: Registration): void {
  if (registration.isProbePutOff) return;
  putRegistration(turn, { ...registration, isProbePutOff: true, atProbeBase: turn.at });
}

/** RFC 6298's smoothing. */
export function measureRoundTrip(registration: Registration, sampleMs: number): Registration {
  const rttMs = registration.rttMs === null ? sampleMs : registration.rttMs * 0.875 + sampleMs * 0.125;
  return withRoundTrip(registration, rttMs);
}

/** What nobody would act on is no news, or everybody who listens would be woken after every probe. */
export function withRoundTrip(registration: Registration, rttMs: number): Registration {
  const { toldRttMs } = registration;
  const isNews = toldRttMs === null || Math.abs(rttMs - toldRttMs) >= Math.max(newsMs, newsShare * toldRttMs);
  return { ...registration, rttMs, toldRttMs: isNews ? Math.round(rttMs) : toldRttMs };
}

const newsMs = 3;
const newsShare = 0.25;

/** This seat's own reason to doubt: probe at once. */
export function suspect(turn: Turn, serverId: ServerId): void {
  const registration = findRegistration(turn, serverId);
  const policy = policyOf(turn);
  if (registration !== undefined && policy !== null) startBurst(turn, registration, policy);
}

/** Our own INVITE went unanswered: as telling as an unanswered probe. */
export function doubt(turn: Turn, serverId: ServerId): void {
  const registration = findRegistration(turn, serverId);
  if (registration === undefined) return;
  enterDoubtful(turn, registration, explain("notAnswering", registration.name));
  suspect(turn, serverId);
}

/** A reason to doubt that many seats share at the same instant: spread it, and drop it when the server just answered. */
export function suspectLater(turn: Turn, serverId: ServerId, wasChosen: boolean): void {
  const registration = findRegistration(turn, serverId);
  const policy = policyOf(turn);
  if (registration === undefined || policy === null || !isUsable(registration)) return;
  if (registration.atSharedSuspicion !== null) return;
  putRegistration(turn, {
    ...registration,
    atSharedSuspicion: turn.at + turn.dice.uniform(0, policy.sharedSuspicionSpreadMs),
    isNewToChoice: !wasChosen,
  });
}

/** Typing in the dial field: one probe, at most one per 2 s. */
export function probeForTyping(turn: Turn, serverId: ServerId): void {
  const registration = findRegistration(turn, serverId);
  const policy = policyOf(turn);
  if (registration === undefined || policy === null || !isUsable(registration)) return;
  if (registration.probes.length > 0 || turn.at - registration.atProof < typedProbeMs) return;
  sendProbe(turn, registration, policy);
}

/** What the passing of time means for probes: the next one, an unanswered one, a burst lost. */
export function passTimeOfProbes(
  turn: Turn,
  registration: Registration,
  policy: FailoverPolicy,
  atProbeDue: number | null,
): void {
  if (!isUsable(registration)) return;
  missProbes(turn, registration, policy);
  let current = again(turn, registration);
  if (!isUsable(current)) return;
  if (current.burst?.atNext !== null && current.burst !== null && current.burst.atNext <= turn.at) {
    const sent = current.burst.sent + 1;
    const atNext = sent < burstSize ? turn.at + burstStepMs : null;
    current = sendProbe(turn, { ...current, burst: { ...current.burst, sent, atNext } }, policy);
  }
  if (current.atSharedSuspicion !== null && current.atSharedSuspicion <= turn.at) {
    current = putRegistration(turn, { ...current, atSharedSuspicion: null });
    if (turn.at - current.atProof >= suspicionIsStaleMs) startBurst(turn, current, policy);
    current = again(turn, current);
  }
  if (atProbeDue !== null && atProbeDue <= turn.at && current.probes.length === 0) sendProbe(turn, current, policy);
}

function missProbes(turn: Turn, registration: Registration, policy: FailoverPolicy): void {
  const missed = registration.probes.filter((probe) => probe.atDeadline <= turn.at);
  if (missed.length === 0) return;
  const silent = explain("notAnswering", registration.name);
  const probes = registration.probes.filter((probe) => probe.atDeadline > turn.at);
  const { burst } = registration;
  if (burst === null) {
    startBurst(turn, enterDoubtful(turn, { ...registration, probes }, silent), policy);
    return;
  }
  // A probe that was under way when the burst began does not count for it.
  const own = missed.filter((probe) => probe.id > registration.nextProbeId - 1 - burst.sent).length;
  const counted = burst.missed + own;
  const kept = { ...registration, probes, burst: { ...burst, missed: counted } };
  if (counted >= burstSize) lose(turn, kept, silent);
  else enterDoubtful(turn, putRegistration(turn, kept), silent);
}
