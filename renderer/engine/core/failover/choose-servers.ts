/** Which server a call goes to, and the order in which the others follow: pure, deterministic, never empty-handed. */
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { NextCall, NextCallWhy } from "../../../../shared/model/server.ts";
import { isReady, isUsable, type Registration } from "../registration/registration.ts";

export type Choice = {
  /** The operator's wish for all new calls. */
  readonly preferredServerId: ServerId | null;
  /** This call's own server, tried first when it is usable. */
  readonly serverId?: ServerId | undefined;
  /** With `serverId`: that server and no other; an emergency number still tries the others after it. */
  readonly isOnly?: boolean | undefined;
  /** Drains and overload do not count for an emergency number. */
  readonly isEmergency?: boolean | undefined;
};

/**
 * Usable before lost before refused; among equals this call's choice, then neither draining nor overloaded, ready
 * before doubtful, the preferred one, not on probation, the primary, and the order of the document.
 * @returns every server's id once (one id with `isOnly`); empty only when there is no server at all.
 */
export function chooseServers(registrations: readonly Registration[], choice: Choice): ServerId[] {
  if (choice.isOnly === true && choice.isEmergency !== true && choice.serverId !== undefined) return [choice.serverId];
  return registrations
    .map((registration, index) => ({ id: registration.serverId, rank: [...rankOf(registration, choice), index] }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ id }) => id);
}

function rankOf(registration: Registration, choice: Choice): number[] {
  const isAvoided = registration.isDraining || registration.overload !== null;
  return [
    reachRank(registration),
    registration.serverId === choice.serverId ? 0 : 1,
    isAvoided && choice.isEmergency !== true ? 1 : 0,
    isReady(registration) ? 0 : 1,
    registration.serverId === choice.preferredServerId ? 0 : 1,
    registration.isOnProbation ? 1 : 0,
    registration.role === "primary" ? 0 : 1,
  ];
}

function reachRank(registration: Registration): number {
  if (isUsable(registration)) return 0;
  return registration.phase.kind === "refused" ? 2 : 1;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [place, rank] of a.entries()) {
    const difference = rank - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Where the next call goes and why, as every outlet is told. */
export function describeNextCall(registrations: readonly Registration[], preferredServerId: ServerId | null): NextCall {
  const [firstId] = chooseServers(registrations, { preferredServerId });
  const first = registrations.find((registration) => registration.serverId === firstId);
  if (first === undefined || !isUsable(first)) return { serverId: null, why: "noServer" };
  return { serverId: first.serverId, why: whyFirst(first, registrations, preferredServerId) };
}

function whyFirst(
  first: Registration,
  registrations: readonly Registration[],
  preferredServerId: ServerId | null,
): NextCallWhy {
  if (!isReady(first) || first.isDraining || first.overload !== null) return "lastResort";
  if (first.role === "primary") return "primaryReady";
  if (first.serverId === preferredServerId) return "preferred";
  const primary = registrations.find((registration) => registration.role === "primary");
  if (primary === undefined || !isReady(primary)) return "primaryNotReady";
  if (primary.isDraining) return "draining";
  if (primary.overload !== null) return "overloaded";
  return primary.isOnProbation ? "failbackPending" : "preferred";
}
