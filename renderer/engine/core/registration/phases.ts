/** The moves between a registration's phases; every other file of this folder asks for one of these. */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import type { ServerReason } from "../../../../shared/model/server.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import { hasCallOn } from "../calls/call-record.ts";
import { findRegistration, note, putRegistration, type Turn } from "../turn.ts";
import {
  decideRetryDelayMs,
  longestCallRetryMs,
  longestOwedMs,
  longestOwedRetryMs,
  longestRetryAfterS,
  notTooSoon,
} from "./backoff.ts";
import { isUsable, type Phase, type Registration } from "./registration.ts";

/** What a registration holds of a connection or a binding that is no more. */
export const nothingKnown = {
  binding: null,
  registerDue: null,
  atQuery: null,
  queryDue: null,
  probes: [],
  burst: null,
  atSharedSuspicion: null,
} as const;

export function policyOf(turn: Turn): FailoverPolicy | null {
  return turn.state.config?.failover ?? null;
}

/** Changes the phase, stamps when, and says so in one line. */
export function enter(turn: Turn, registration: Registration, phase: Phase, reason: ServerReason | null): Registration {
  const isChange = registration.phase.kind !== phase.kind;
  if (isChange) {
    const why = reason === null ? "" : `: ${reason.message}`;
    note(turn, "info", `server:${registration.serverId}`, `${registration.phase.kind} → ${phase.kind}${why}`);
  }
  return putRegistration(turn, {
    ...registration,
    phase,
    reason,
    atSince: isChange ? turn.at : registration.atSince,
    atReadySince: phase.kind === "ready" ? (registration.atReadySince ?? turn.at) : null,
  });
}

/** Opens a fresh socket under a new number; whatever the old one still says is stale. For a call it must not wait long. */
export function connect(turn: Turn, registration: Registration, policy: FailoverPolicy): void {
  const connection = registration.connection + 1;
  const longestMs = hasAnyCallOn(turn, registration) ? longestCallRetryMs : policy.connectTimeoutMs;
  turn.effects.push({ type: "socket.open", serverId: registration.serverId, connection });
  enter(
    turn,
    { ...registration, ...nothingKnown, connection, isSocketOpen: false, atLastTry: turn.at },
    { kind: "connecting", atDeadline: turn.at + Math.min(longestMs, policy.connectTimeoutMs) },
    registration.reason,
  );
}

export function sendRegister(turn: Turn, registration: Registration, policy: FailoverPolicy): Registration {
  if (registration.registerDue !== null) return registration;
  turn.effects.push({
    type: "register.send",
    serverId: registration.serverId,
    connection: registration.connection,
    expiresS: Math.max(policy.registerExpiresS, registration.minExpiresS),
  });
  return putRegistration(turn, { ...registration, queryDue: null, registerDue: turn.at + policy.registerTimeoutMs });
}

/** A 2xx for our Contact on this connection, or an answered probe: it can ring this seat again. */
export function enterReady(turn: Turn, registration: Registration): void {
  const wasUsable = isUsable(registration);
  // What was owed goes out with this binding; whether it arrived, the next answer will tell.
  const atEndOwed = registration.atEndOwed === null || wasUsable ? registration.atEndOwed : turn.at;
  enter(turn, { ...registration, atEndOwed }, { kind: "ready" }, null);
  if (!wasUsable) turn.notices.push({ kind: "serverReady", serverId: registration.serverId });
}

/** One probe unanswered: it may still ring, new calls prefer another, and it earns its place back steadily. */
export function enterDoubtful(turn: Turn, registration: Registration, reason: ServerReason): Registration {
  if (registration.phase.kind !== "ready") return registration;
  return enter(turn, { ...registration, isOnProbation: true }, { kind: "doubtful" }, reason);
}

export function hasAnyCallOn(turn: Turn, { serverId }: Registration): boolean {
  return turn.state.calls.some((call) => hasCallOn(call, serverId));
}

/** It stood for this long, so what was tried for a call before belongs to another trouble, ms. */
const standsAfterMs = 5_000;

function isNewLoss(turn: Turn, { atReadySince }: Registration): boolean {
  return atReadySince !== null && turn.at - atReadySince >= standsAfterMs;
}

/** What took calls and fails is preferred again only once it is steady; a server that never could owes nothing. */
function mustEarnItsPlace(registration: Registration): boolean {
  return registration.isOnProbation || isUsable(registration);
}

function isEndOwed(turn: Turn, { atEndOwed }: Registration): boolean {
  return atEndOwed !== null && turn.at - atEndOwed < longestOwedMs;
}

export type LossTerms = {
  /** A delay fixed by a rule of its own (contacts full) instead of the backoff, ms. */
  readonly delayMs?: number;
  /** The server's Retry-After, s: never hurried. */
  readonly retryAfterS?: number | null;
  readonly isSocketClosed?: boolean;
};

export function lose(turn: Turn, registration: Registration, reason: ServerReason, terms: LossTerms = {}): void {
  const { failures } = registration;
  const hasCall = hasAnyCallOn(turn, registration) || turn.state.calls.some((call) => call.state === "stranded");
  const triesForCall = isNewLoss(turn, registration) ? 0 : registration.triesForCall;
  const delayMs =
    terms.delayMs ??
    decideRetryDelayMs(
      {
        failures,
        isAnotherReady: turn.state.registrations.some(
          (other) => other.serverId !== registration.serverId && other.phase.kind === "ready",
        ),
        hasCall,
        triesForCall,
        isEndOwed: isEndOwed(turn, registration),
      },
      turn.dice,
    );
  const atNotBefore = Math.max(registration.atNotBefore, atAllowed(turn, terms.retryAfterS ?? null));
  const atNextTry = Math.max(notTooSoon(turn.at + delayMs, registration.atLastTry), atNotBefore);
  turn.effects.push({ type: "socket.close", serverId: registration.serverId });
  enter(
    turn,
    {
      ...registration,
      ...nothingKnown,
      isSocketOpen: false,
      failures: hasCall ? failures : failures + 1,
      triesForCall: hasCall ? triesForCall + 1 : triesForCall,
      isOnProbation: mustEarnItsPlace(registration),
      atNotBefore,
    },
    { kind: "lost", atNextTry },
    reason,
  );
  turn.notices.push({
    kind: "serverLost",
    serverId: registration.serverId,
    isSocketClosed: terms.isSocketClosed ?? false,
  });
}

const longestRefusalMs = 86_400_000;

/** A person must look: stop, say why, and knock again only rarely, so that no ban falls on the whole office. */
export function refuse(turn: Turn, registration: Registration, reason: ServerReason, policy: FailoverPolicy): void {
  const waitMs = Math.min(longestRefusalMs, policy.refusedRetryMs * 2 ** Math.min(registration.refusals, 10));
  turn.effects.push({ type: "socket.close", serverId: registration.serverId });
  enter(
    turn,
    {
      ...registration,
      ...nothingKnown,
      isSocketOpen: false,
      refusals: registration.refusals + 1,
      isOnProbation: mustEarnItsPlace(registration),
    },
    { kind: "refused", atNextTry: turn.at + waitMs * turn.dice.uniform(1, 1.2) },
    reason,
  );
  turn.notices.push({ kind: "serverLost", serverId: registration.serverId, isSocketClosed: false });
}

/** Pulls a waiting server's next try forward to `atWanted`, never before its own Retry-After. */
export function hasten(turn: Turn, registration: Registration, atWanted: Instant): void {
  const { phase, atNotBefore } = registration;
  if (phase.kind !== "lost") return;
  const atNextTry = Math.max(atNotBefore, notTooSoon(atWanted, registration.atLastTry));
  if (atNextTry < phase.atNextTry) putRegistration(turn, { ...registration, phase: { ...phase, atNextTry } });
}

/** @returns when a server that sent Retry-After may be asked again; the past when it sent none. */
export function atAllowed(turn: Turn, retryAfterS: number | null): Instant {
  return turn.at + Math.min(longestRetryAfterS, retryAfterS ?? 0) * 1_000;
}

const refusedAgainMs = 30_000;

/** Somebody asks for this server by name: one that refused is knocked at again, at most twice a minute. */
export function retryRefused(turn: Turn, registration: Registration): void {
  const { phase, atSince } = registration;
  if (phase.kind !== "refused") return;
  const atNextTry = Math.max(turn.at, atSince + refusedAgainMs);
  if (atNextTry < phase.atNextTry) putRegistration(turn, { ...registration, phase: { ...phase, atNextTry } });
}

/** A call was ended there: its server is reached for again within half a minute, whatever it does now. */
export function oweEnd(turn: Turn, registration: Registration): void {
  const owing = putRegistration(turn, { ...registration, atEndOwed: turn.at });
  retryRefused(turn, owing);
  hasten(turn, again(turn, owing), Math.max(turn.at, (owing.atLastTry ?? turn.at) + longestOwedRetryMs));
}

/** Marks a server overloaded; new calls go elsewhere until it says otherwise or `retryAfterS` (default 30 s) passed. */
export function markOverloaded(
  turn: Turn,
  registration: Registration,
  by: "invite" | "probe" | "register",
  retryAfterS: number | null,
): Registration {
  const atUntil = turn.at + Math.max(1, Math.min(longestRetryAfterS, retryAfterS ?? 30)) * 1_000;
  const { overload } = registration;
  if (overload !== null && overload.atUntil >= atUntil) return putRegistration(turn, registration);
  return putRegistration(turn, {
    ...registration,
    overload: { by: overload?.by === "invite" ? "invite" : by, atUntil },
    isOnProbation: mustEarnItsPlace(registration),
  });
}

/** It takes calls again, and earns its place back steadily. */
export function relieve(turn: Turn, registration: Registration): Registration {
  const { phase, atReadySince } = registration;
  return putRegistration(turn, {
    ...registration,
    overload: null,
    atReadySince: phase.kind === "ready" ? turn.at : atReadySince,
  });
}

/** The registration as it stands now in the turn; a decider that called another asks again. */
export function again(turn: Turn, registration: Registration): Registration {
  return findRegistration(turn, registration.serverId) ?? registration;
}
