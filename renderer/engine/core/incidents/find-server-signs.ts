/** What one decision tells of a server in trouble: what was seen of it, sent to it, and answered by it. */
import type { Effect } from "../effects.ts";
import type { Registration } from "../registration/registration.ts";
import { find, type Finding, type Moment } from "./moment.ts";

/** Out of use, or alive and not to be trusted yet: probed, on probation, overloaded. */
export function isTroubled({ phase, isOnProbation, overload }: Registration): boolean {
  if (phase.kind === "doubtful" || phase.kind === "lost" || phase.kind === "refused") return true;
  return isOnProbation || overload !== null;
}

/** As steady as on a good day: preferred again, if it is the preferred one. */
export function isSteady(registration: Registration): boolean {
  return registration.phase.kind === "ready" && !isTroubled(registration);
}

export function findServerSigns(moment: Moment, before: Registration | undefined, now: Registration): Finding[] {
  return [
    ...findAnswers(moment, before),
    ...findMissedProbes(moment, before, now),
    ...findChange(moment, before, now),
    ...moment.effects.flatMap((effect) => findSent(moment, now, effect)),
  ];
}

/** Whether what passes between us and it is news: a calm server's probes and refreshes are not. */
function isUnderSuspicion(registration: Registration | undefined): boolean {
  return registration !== undefined && (registration.phase.kind !== "ready" || registration.burst !== null);
}

function findAnswers({ input, at }: Moment, before: Registration | undefined): Finding[] {
  if (before === undefined || !isUnderSuspicion(before) || !("connection" in input)) return [];
  if (input.serverId !== before.serverId || input.connection !== before.connection) return [];
  const answered = { of: before.serverId, serverId: before.serverId, at };
  switch (input.type) {
    case "socket.opened":
      return [find({ ...answered, what: "socketOpened" })];
    case "register.answered":
      return [find({ ...answered, what: "registerAnswered", code: input.code })];
    case "probe.answered":
      return [find({ ...answered, what: "probeAnswered", code: input.code })];
    default:
      return [];
  }
}

/** The first silence tells when its probe was sent too, so that the story begins where the server fell silent. */
function findMissedProbes({ input, at }: Moment, before: Registration | undefined, now: Registration): Finding[] {
  if (before === undefined || input.type !== "tick") return [];
  const missed = before.probes.filter(({ id, atDeadline }) => {
    return atDeadline <= at && !now.probes.some((probe) => probe.id === id);
  });
  const [first] = missed;
  if (first === undefined) return [];
  const of = before.serverId;
  const silence = find({ of, at, what: "probeUnanswered", serverId: of, times: missed.length });
  if (isUnderSuspicion(before) || isTroubled(before)) return [silence];
  return [find({ of, at: first.atSent, what: "probe", serverId: of }), silence];
}

function findChange({ input, at }: Moment, before: Registration | undefined, now: Registration): Finding[] {
  if (before === undefined) return [];
  const of = now.serverId;
  const seen = { of, at, serverId: of, reason: now.reason?.kind ?? null, code: now.reason?.code ?? null };
  const signs: Finding[] = [];
  if (before.overload === null && now.overload !== null) {
    const code = "code" in input ? input.code : null;
    signs.push(find({ ...seen, what: "overloaded", reason: null, code }));
  }
  if (before.phase.kind === now.phase.kind) return signs;
  switch (now.phase.kind) {
    case "doubtful":
    case "lost":
    case "refused":
      return [...signs, find({ ...seen, what: now.phase.kind })];
    case "ready":
      return [...signs, find({ ...seen, what: "ready" })];
    default:
      return signs;
  }
}

function findSent({ at }: Moment, now: Registration, effect: Effect): Finding[] {
  if (!("serverId" in effect) || effect.serverId !== now.serverId || !isUnderSuspicion(now)) return [];
  const sent = { of: now.serverId, at, serverId: now.serverId };
  switch (effect.type) {
    case "socket.open":
      return [find({ ...sent, what: "connect" })];
    case "register.send":
      return [find({ ...sent, what: "register" })];
    case "probe.send":
      return [find({ ...sent, what: "probe" })];
    default:
      return [];
  }
}
