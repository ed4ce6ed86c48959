/**
 * The same account signed in at a second place (decision 0012): where a server keeps one Contact the newest takes it, and
 * our socket and probes do not notice. So the server is asked who is bound, and right before each refresh, which would
 * take the place back without anybody having asked for it.
 */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import { note, putRegistration, type Turn } from "../turn.ts";
import type { SipEvent } from "../sip-vocabulary.ts";
import { enter, lose, sendRegister } from "./phases.ts";
import { explain } from "./reasons.ts";
import { isUsable, type Registration } from "./registration.ts";

export type BindingsAnswer = Extract<SipEvent, { type: "bindings.answered" }>;

function mayQuery(registration: Registration, policy: FailoverPolicy): boolean {
  return policy.bindingCheckMs > 0 && !registration.isQueryRefused;
}

/** The next question, ±20 %; none where the server does not answer it. */
export function atNextQuery(turn: Turn, registration: Registration, policy: FailoverPolicy): Instant | null {
  return mayQuery(registration, policy) ? turn.at + policy.bindingCheckMs * turn.dice.uniform(0.8, 1.2) : null;
}

export function sendQuery(turn: Turn, registration: Registration, policy: FailoverPolicy): Registration {
  if (registration.queryDue !== null || registration.registerDue !== null) return registration;
  const { serverId, connection } = registration;
  turn.effects.push({ type: "bindings.query", serverId, connection });
  return putRegistration(turn, { ...registration, atQuery: null, queryDue: turn.at + policy.registerTimeoutMs });
}

/** The refresh, or the first REGISTER on a new socket: where it would take the place from another, the server is asked first. */
export function registerGently(turn: Turn, registration: Registration, policy: FailoverPolicy): Registration {
  const isRefresh = registration.binding !== null;
  const isAskedFirst = (isRefresh || registration.isTakenOver) && mayQuery(registration, policy);
  return isAskedFirst ? sendQuery(turn, registration, policy) : sendRegister(turn, registration, policy);
}

export function acceptBindings(
  turn: Turn,
  registration: Registration,
  answer: BindingsAnswer,
  policy: FailoverPolicy,
): void {
  if (registration.queryDue === null) return;
  const asked = putRegistration(turn, { ...registration, queryDue: null });
  if (answer.code < 200 || answer.code >= 300) {
    const refused = putRegistration(turn, { ...asked, isQueryRefused: true });
    if (isRegisterOwed(turn, refused)) takeBack(turn, refused, policy);
    return;
  }
  const told = countOthers(turn, asked, answer.others, policy);
  if (!answer.hasOwn && answer.others > 0) return stepBack(turn, told, policy);
  if (!answer.hasOwn || told.isTakenOver) return takeBack(turn, told, policy);
  if (isRegisterOwed(turn, told)) return void sendRegister(turn, told, policy);
  putRegistration(turn, { ...told, atQuery: atNextQuery(turn, told, policy) });
}

/** What an earlier run of this phone left bound is gone after one expiry; what is listed for longer is somebody. */
function countOthers(turn: Turn, registration: Registration, others: number, policy: FailoverPolicy): Registration {
  const atOthersSeen = others === 0 ? null : (registration.atOthersSeen ?? turn.at);
  const isLasting = atOthersSeen !== null && turn.at - atOthersSeen >= policy.registerExpiresS * 1_000;
  const otherPlaces = isLasting ? others : 0;
  if (otherPlaces !== registration.otherPlaces) {
    note(turn, "info", `server:${registration.serverId}`, `other places that have this account too: ${otherPlaces}`);
  }
  return putRegistration(turn, { ...registration, atOthersSeen, otherPlaces });
}

function isRegisterOwed(turn: Turn, { binding }: Registration): boolean {
  return binding === null || binding.atRefresh <= turn.at;
}

function stepBack(turn: Turn, registration: Registration, policy: FailoverPolicy): void {
  const { serverId, name } = registration;
  if (!registration.isTakenOver)
    note(turn, "warn", `server:${serverId}`, "taken over by another sign-in of this account");
  const wasUsable = isUsable(registration);
  const stepped = { ...registration, isTakenOver: true, isOnProbation: true, binding: null };
  const atQuery = atNextQuery(turn, registration, policy);
  enter(turn, { ...stepped, atQuery }, { kind: "doubtful" }, explain("takenOver", name));
  if (!wasUsable) turn.notices.push({ kind: "serverReady", serverId });
}

/**
 * Nobody else is bound any more, or a person says that the calls are to ring here; it is so with the 2xx, not before. A
 * registrar that asked for time gets it, and is then asked who is bound.
 */
export function takeBack(turn: Turn, registration: Registration, policy: FailoverPolicy): void {
  const { atNotBefore } = registration;
  if (atNotBefore > turn.at) putRegistration(turn, { ...registration, atQuery: atNotBefore });
  else sendRegister(turn, registration, policy);
}

/** The question is due, or was not answered: probes tell a server that is silent to everything. */
export function passTimeOfQuery(turn: Turn, registration: Registration, policy: FailoverPolicy): void {
  const { queryDue, atQuery, name } = registration;
  if (queryDue !== null && queryDue <= turn.at) {
    if (!isUsable(registration)) return lose(turn, registration, explain("registerTimeout", name));
    const atNext = atNextQuery(turn, registration, policy);
    const unanswered = putRegistration(turn, { ...registration, queryDue: null, atQuery: atNext });
    if (unanswered.binding !== null && isRegisterOwed(turn, unanswered)) sendRegister(turn, unanswered, policy);
    return;
  }
  if (atQuery !== null && atQuery <= turn.at && isUsable(registration)) sendQuery(turn, registration, policy);
}
