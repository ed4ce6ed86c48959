/** What each final answer to REGISTER means (RFC 3261 §10.3), and which of them need a person. */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import { isSuccess } from "../../../../shared/model/sip-code.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import { putRegistration, type Turn } from "../turn.ts";
import type { SipEvent } from "../sip-vocabulary.ts";
import { atAllowed, enterReady, lose, markOverloaded, refuse } from "./phases.ts";
import { withRoundTrip } from "./proof-of-life.ts";
import { explain } from "./reasons.ts";
import { isUsable, type Registration } from "./registration.ts";
import { atNextQuery } from "./second-sign-in.ts";

export type RegisterAnswer = Extract<SipEvent, { type: "register.answered" }>;

/** After a 2xx a 403 means that an older, half-open socket still holds the only place; it is freed soon. */
const contactsFullDelaysMs = [5_000, 15_000, 45_000] as const;
const refreshAgainMs = 5_000;

export function acceptRegisterAnswer(
  turn: Turn,
  registration: Registration,
  answer: RegisterAnswer,
  policy: FailoverPolicy,
): void {
  const current = putRegistration(turn, { ...registration, registerDue: null });
  const { code } = answer;
  if (isSuccess(code)) {
    return acceptBinding(turn, withFirstRoundTrip(current, registration.registerDue, turn.at, policy), answer, policy);
  }
  switch (code) {
    case 401:
    case 407:
      return refuse(turn, current, explain("wrongCredentials", current.name, code), policy);
    case 403:
      return current.wasAccepted
        ? waitForPlace(turn, current)
        : refuse(turn, current, explain("notPermitted", current.name, code), policy);
    case 423:
      return acceptLongerExpiry(turn, current, answer.minExpiresS ?? 0);
    case 503:
      return backOff(turn, markOverloaded(turn, current, "register", answer.retryAfterS), answer);
    default:
      return lose(turn, current, explain("registerRejected", current.name, code), { retryAfterS: answer.retryAfterS });
  }
}

/**
 * A seat that dials before a calm probe was answered would wait the longest time for a dead server. Until one is, the
 * REGISTER serves: with its challenge it takes two round trips, so it is never too short a measure.
 */
function withFirstRoundTrip(
  registration: Registration,
  registerDue: Instant | null,
  at: Instant,
  policy: FailoverPolicy,
): Registration {
  if (registration.rttMs !== null || registerDue === null) return registration;
  return withRoundTrip(registration, at - (registerDue - policy.registerTimeoutMs));
}

function acceptBinding(turn: Turn, registration: Registration, answer: RegisterAnswer, policy: FailoverPolicy): void {
  const { expiresS, code } = answer;
  if (expiresS === null || expiresS <= 0) {
    return lose(turn, registration, explain("registerRejected", registration.name, code));
  }
  const expiresMs = expiresS * 1_000;
  const bound: Registration = {
    ...registration,
    binding: {
      atExpires: turn.at + expiresMs,
      atRefresh: turn.at + expiresMs * turn.dice.uniform(0.5, 0.75),
    },
    atQuery: atNextQuery(turn, registration, policy),
    isTakenOver: false,
    wasAccepted: true,
    contactsFullTries: 0,
    refusals: 0,
    ...(registration.overload?.by === "register" ? { overload: null, atReadySince: null } : {}),
  };
  return enterReady(turn, bound);
}

/** Longest expiry we let a server ask of us, s. */
const longestExpiresS = 86_400;

/** RFC 3261 §10.2.8: at once with the longer time; a server that asks no more than it was given is just refusing. */
function acceptLongerExpiry(turn: Turn, registration: Registration, minExpiresS: number): void {
  const reason = explain("registerRejected", registration.name, 423);
  if (minExpiresS <= registration.minExpiresS || minExpiresS > longestExpiresS) return lose(turn, registration, reason);
  lose(turn, { ...registration, minExpiresS }, reason, { delayMs: 500 });
}

function waitForPlace(turn: Turn, registration: Registration): void {
  const tries = registration.contactsFullTries;
  const delayMs = contactsFullDelaysMs[Math.min(tries, contactsFullDelaysMs.length - 1)] ?? 45_000;
  lose(turn, { ...registration, contactsFullTries: tries + 1 }, explain("contactsFull", registration.name, 403), {
    delayMs,
  });
}

/** A busy server keeps the binding it gave; only a phone without one goes away and comes back later. */
function backOff(turn: Turn, registration: Registration, answer: RegisterAnswer): void {
  const { binding } = registration;
  if (isUsable(registration) && binding !== null) {
    const waitMs = Math.max(refreshAgainMs, (answer.retryAfterS ?? 0) * 1_000) * turn.dice.uniform(1, 1.2);
    const atNotBefore = Math.max(registration.atNotBefore, atAllowed(turn, answer.retryAfterS));
    putRegistration(turn, { ...registration, atNotBefore, binding: { ...binding, atRefresh: turn.at + waitMs } });
    return;
  }
  lose(turn, registration, explain("overloaded", registration.name, 503), { retryAfterS: answer.retryAfterS });
}
