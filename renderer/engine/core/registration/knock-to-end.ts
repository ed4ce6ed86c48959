/** A server that refused the account still holds the calls it had. Ending one takes no registration, but a socket. */
import { findCallOfInvite, findRegistration, type Turn } from "../turn.ts";
import { retryRefused } from "./phases.ts";

/** Asks a refused server for a new socket, on which the adapter sends what it owes, when this turn ended a call there. */
export function knockToEndCalls(turn: Turn): void {
  for (const effect of turn.effects) {
    if (effect.type !== "dialog.bye" && effect.type !== "attempt.cancel") continue;
    const call = findCallOfInvite(turn, effect.inviteId);
    const place = [...(call?.attempts ?? []), ...(call?.legs ?? [])].find((one) => one.inviteId === effect.inviteId);
    const registration = place === undefined ? undefined : findRegistration(turn, place.serverId);
    if (registration !== undefined) retryRefused(turn, registration);
  }
}
