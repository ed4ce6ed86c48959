/** Decides for the account on each server by itself: one server's trouble never delays, cancels or changes another's. */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { ServiceEvent } from "../agent/steps.ts";
import type { LampEvent } from "../lamps/decide-lamps.ts";
import { isLeftBehind, isUp } from "../calls/call-record.ts";
import { earliest } from "../earliest.ts";
import { describeNextCall } from "../failover/choose-servers.ts";
import { atPreferredAgain } from "../failover/returns.ts";
import { findRegistration, putRegistration, type Turn } from "../turn.ts";
import type { SipEvent } from "../sip-vocabulary.ts";
import {
  again,
  connect,
  enter,
  enterDoubtful,
  hasAnyCallOn,
  hasten,
  lose,
  markOverloaded,
  nothingKnown,
  policyOf,
  relieve,
  sendRegister,
} from "./phases.ts";
import {
  acceptProof,
  acceptRequest,
  measureRoundTrip,
  passTimeOfProbes,
  startBurst,
  suspectLater,
} from "./proof-of-life.ts";
import { explain } from "./reasons.ts";
import { acceptRegisterAnswer } from "./register-answers.ts";
import { atProbeDue, isUsable, type Registration } from "./registration.ts";
import { acceptBindings, passTimeOfQuery, registerGently, sendQuery } from "./second-sign-in.ts";

export type ConnectionEvent = Exclude<
  Extract<SipEvent, { serverId: ServerId; connection: number }>,
  LampEvent | ServiceEvent
>;

/** Takes an event of a connection. One of an older connection, or of an unknown server, changes nothing. */
export function decideConnectionEvent(turn: Turn, event: ConnectionEvent): void {
  const policy = policyOf(turn);
  const registration = findRegistration(turn, event.serverId);
  if (policy === null || registration === undefined || registration.connection !== event.connection) return;
  switch (event.type) {
    case "socket.opened":
      return acceptOpening(turn, registration, policy);
    case "socket.closed":
      return acceptClosing(turn, registration, event.code);
    case "register.answered":
      acceptProof(turn, registration);
      if (registration.registerDue === null) return;
      return acceptRegisterAnswer(turn, again(turn, registration), event, policy);
    case "bindings.answered":
      acceptProof(turn, registration);
      return acceptBindings(turn, again(turn, registration), event, policy);
    case "probe.answered":
      return acceptProbeAnswer(turn, registration, event);
    case "server.responded":
      // What was on its way before the sleep proves nothing; the REGISTER and the probe sent after it will.
      return registration.reason?.kind === "asleep" ? undefined : acceptProof(turn, registration);
    case "server.requested":
    case "leg.offered":
      return acceptRequest(turn, registration);
  }
}

function acceptOpening(turn: Turn, registration: Registration, policy: FailoverPolicy): void {
  if (registration.phase.kind !== "connecting") return;
  const opened = enter(turn, { ...registration, isSocketOpen: true }, { kind: "registering" }, registration.reason);
  registerGently(turn, opened, policy);
}

function acceptClosing(turn: Turn, registration: Registration, code: number | null): void {
  const { phase, name } = registration;
  if (phase.kind === "offline" || phase.kind === "lost" || phase.kind === "refused") return;
  const hadOpened = phase.kind !== "connecting";
  const { serverId: chosenId } = describeNextCall(turn.state.registrations, turn.state.preferredServerId);
  const kind = hadOpened ? "socketClosed" : "connectFailed";
  lose(turn, registration, explain(kind, name, code ?? undefined), { isSocketClosed: true });
  if (!hadOpened) return;
  for (const { serverId } of turn.state.registrations) {
    if (serverId !== registration.serverId) suspectLater(turn, serverId, serverId === chosenId);
  }
}

function acceptProbeAnswer(
  turn: Turn,
  registration: Registration,
  answer: Extract<SipEvent, { type: "probe.answered" }>,
): void {
  if (answer.probeId < registration.firstProbeAwake) return;
  const probe = registration.probes.find((one) => one.id === answer.probeId);
  // An answer that a suspicion waited for measures the stall, and would teach the next dial to be patient with it.
  const isMeasure = probe !== undefined && registration.burst === null;
  const { atEndOwed } = registration;
  const heard =
    probe === undefined || atEndOwed === null || probe.atSent < atEndOwed
      ? registration
      : { ...registration, atEndOwed: null };
  const measured = isMeasure ? measureRoundTrip(heard, turn.at - probe.atSent) : heard;
  if (answer.code === 503) markOverloaded(turn, measured, "probe", answer.retryAfterS);
  else if (measured.overload?.by === "probe") relieve(turn, measured);
  else putRegistration(turn, measured);
  acceptProof(turn, again(turn, measured));
}

/** The earliest moment at which this registration must be looked at, or null. */
export function deadlineOfRegistration(
  registration: Registration,
  isChosen: boolean,
  policy: FailoverPolicy,
): Instant | null {
  const { phase, binding, burst, overload } = registration;
  const moments: (Instant | null)[] = [
    phase.kind === "connecting" ? phase.atDeadline : null,
    phase.kind === "lost" || phase.kind === "refused" || phase.kind === "offline" ? phase.atNextTry : null,
    registration.registerDue,
    binding === null || registration.registerDue !== null || registration.queryDue !== null ? null : binding.atRefresh,
    registration.queryDue,
    registration.registerDue === null && isUsable(registration) ? registration.atQuery : null,
    binding?.atExpires ?? null,
    ...registration.probes.map((probe) => probe.atDeadline),
    burst?.atNext ?? null,
    atProbeDue(registration, isChosen, policy),
    registration.atSharedSuspicion,
    overload?.atUntil ?? null,
    atCalm(registration, policy),
    atPreferred(registration, policy),
  ];
  return earliest(moments);
}

/** When its failures are forgotten, if it stays ready. */
function atCalm({ atReadySince, failures, triesForCall }: Registration, policy: FailoverPolicy): Instant | null {
  if (atReadySince === null || (failures === 0 && triesForCall === 0)) return null;
  return atReadySince + policy.failbackAfterMs;
}

/** When its probation ends, if it stays ready and takes calls. */
function atPreferred(registration: Registration, policy: FailoverPolicy): Instant | null {
  const { isOnProbation, atReadySince, overload, atReturned } = registration;
  if (!isOnProbation || atReadySince === null || overload !== null) return null;
  return atPreferredAgain(atReadySince, atReturned, policy);
}

export function passTimeOfRegistration(turn: Turn, serverId: ServerId, isChosen: boolean): void {
  const policy = policyOf(turn);
  const registration = findRegistration(turn, serverId);
  if (policy === null || registration === undefined || turn.state.isStopping) return;
  passTimeOfPhase(turn, registration, policy);
  passTimeOfQuery(turn, again(turn, registration), policy);
  passTimeOfBinding(turn, again(turn, registration), policy);
  const current = again(turn, registration);
  passTimeOfProbes(turn, current, policy, atProbeDue(current, isChosen, policy));
  passTimeOfMemory(turn, again(turn, registration), policy);
}

function passTimeOfPhase(turn: Turn, registration: Registration, policy: FailoverPolicy): void {
  const { phase, name } = registration;
  if (phase.kind === "connecting" && phase.atDeadline <= turn.at) {
    // Beside the pending one, which may be a slow server's: in a black hole it would wait for TCP's ever rarer repeats.
    if (hasAnyCallOn(turn, registration)) return connect(turn, registration, policy);
    return lose(turn, registration, explain("connectFailed", name));
  }
  if (phase.kind !== "lost" && phase.kind !== "refused" && phase.kind !== "offline") return;
  if (phase.atNextTry !== null && phase.atNextTry <= turn.at) connect(turn, registration, policy);
}

function passTimeOfBinding(turn: Turn, registration: Registration, policy: FailoverPolicy): void {
  const { binding, registerDue, name } = registration;
  if (registerDue !== null && registerDue <= turn.at) {
    const unanswered = putRegistration(turn, { ...registration, registerDue: null });
    if (!isUsable(unanswered) || binding === null) return lose(turn, unanswered, explain("registerTimeout", name));
    const atRefresh = turn.at + turn.dice.uniform(1_000, 3_000);
    const rescheduled = putRegistration(turn, { ...unanswered, binding: { ...binding, atRefresh } });
    return startBurst(turn, rescheduled, policy);
  }
  if (binding === null) return;
  if (binding.atExpires <= turn.at) return expire(turn, registration, binding.atRefresh, policy);
  if (registerDue === null && binding.atRefresh <= turn.at) registerGently(turn, registration, policy);
}

/** The server forgets this seat now, unless it answers a new REGISTER; one that asked for patience gets it. */
function expire(turn: Turn, registration: Registration, atRefresh: Instant, policy: FailoverPolicy): void {
  const { name, serverId, atNotBefore } = registration;
  const waitMs = Math.max(atRefresh, atNotBefore) - turn.at;
  if (waitMs > 0) {
    return lose(turn, registration, explain("overloaded", name, 503), { retryAfterS: waitMs / 1_000 });
  }
  const unbound = { ...registration, ...nothingKnown, isOnProbation: true };
  turn.notices.push({ kind: "serverLost", serverId, isSocketClosed: false });
  sendRegister(turn, enter(turn, unbound, { kind: "registering" }, null), policy);
}

function passTimeOfMemory(turn: Turn, registration: Registration, policy: FailoverPolicy): void {
  let current = registration;
  if (current.overload !== null && current.overload.atUntil <= turn.at) current = relieve(turn, current);
  if (isPast(atCalm(current, policy), turn))
    current = putRegistration(turn, { ...current, failures: 0, triesForCall: 0 });
  if (isPast(atPreferred(current, policy), turn)) endProbation(turn, current);
}

function isPast(moment: Instant | null, turn: Turn): boolean {
  return moment !== null && moment <= turn.at;
}

function endProbation(turn: Turn, registration: Registration): void {
  const { serverId } = registration;
  const nextId = (): ServerId | null =>
    describeNextCall(turn.state.registrations, turn.state.preferredServerId).serverId;
  const before = nextId();
  const ended = putRegistration(turn, { ...registration, isOnProbation: false });
  if (before !== serverId && nextId() === serverId) putRegistration(turn, { ...ended, atReturned: turn.at });
}

/** After sleep nothing is believed: every binding is renewed and probed at once, every waiting server is tried. */
export function distrustAfterSleep(turn: Turn, sleptMs: number): void {
  const policy = policyOf(turn);
  if (policy === null || turn.state.isStopping) return;
  for (const registration of turn.state.registrations) {
    hasten(turn, registration, turn.at);
    const atOld = atBegun(registration, policy);
    const isFromBefore = sleptMs > 0 && atOld !== null && atOld <= turn.at - sleptMs;
    if (isFromBefore) lose(turn, registration, explain("asleep", registration.name), { delayMs: 0 });
    if (!isUsable(registration)) continue;
    if (registration.binding !== null && registration.binding.atExpires <= turn.at) {
      expire(turn, registration, turn.at, policy);
      continue;
    }
    const isAlreadyAsked = registration.reason?.kind === "asleep" && registration.registerDue !== null;
    if (isAlreadyAsked) continue;
    const firstProbeAwake = registration.nextProbeId;
    const fresh = { ...registration, probes: [], burst: null, registerDue: null, queryDue: null, firstProbeAwake };
    if (registration.isTakenOver) {
      startBurst(turn, putRegistration(turn, fresh), policy);
      sendQuery(turn, again(turn, fresh), policy);
      continue;
    }
    const doubted = enterDoubtful(turn, putRegistration(turn, fresh), explain("asleep", registration.name));
    startBurst(turn, doubted, policy);
    if (registration.atNotBefore <= turn.at) sendRegister(turn, again(turn, doubted), policy);
  }
}

/** When the socket that is being opened, or the REGISTER that waits for its answer, was begun; null when neither is. */
function atBegun({ phase, registerDue, atLastTry }: Registration, policy: FailoverPolicy): Instant | null {
  if (phase.kind !== "connecting" && phase.kind !== "registering") return null;
  return registerDue === null ? atLastTry : registerDue - policy.registerTimeoutMs;
}

/** One change is told several times, by main within 500 ms; a socket younger than this was opened because of it, ms. */
const socketIsFreshMs = 1_000;

/**
 * The addresses changed: sockets may be dead without a word. A conversation does not wait for that to be found out: its
 * socket is made anew at once, for a re-INVITE that leaves on a dead one and is answered there blocks the dialog for
 * 32 s [lab].
 */
export function distrustAfterNetworkChange(turn: Turn): void {
  const policy = policyOf(turn);
  if (policy === null || turn.state.isStopping) return;
  for (const registration of turn.state.registrations) {
    const reason = explain("networkChanged", registration.name);
    hasten(turn, registration, turn.at);
    const current = again(turn, registration);
    const isFresh = current.atLastTry !== null && turn.at - current.atLastTry < socketIsFreshMs;
    const isForCall = isUsable(current) && hasConversationOn(turn, current);
    // What was begun on the old network would be waited for until its time-out.
    if (!isFresh && (isForCall || atBegun(current, policy) !== null)) lose(turn, current, reason, { delayMs: 0 });
    else startBurst(turn, enterDoubtful(turn, current, reason), policy);
  }
}

/** One that was left behind lives on a socket of its own. */
function hasConversationOn(turn: Turn, { serverId }: Registration): boolean {
  return turn.state.calls.some(
    (call) => call.serverId === serverId && isUp(call) && !isLeftBehind(call, call.inviteId),
  );
}

/** The last ready server is gone: waits that were long because another could ring this seat are cut short, once. */
export function hastenWaiting(turn: Turn): void {
  for (const registration of turn.state.registrations) {
    if (registration.contactsFullTries > 0) continue;
    hasten(turn, registration, turn.at + turn.dice.uniform(0, 1_000));
  }
}
