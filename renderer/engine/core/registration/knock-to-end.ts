/** What a server that cannot be reached still holds: a call that was ended here. Ending it takes a socket, and no registration. */
import { findCallOfInvite, findRegistration, type Turn } from "../turn.ts";
import { oweEnd } from "./phases.ts";

/** Has every server on which this turn ended a call reached for soon; on the new socket the adapter sends what it owes. */
export function knockToEndCalls(turn: Turn): void {
  for (const effect of turn.effects) {
    if (effect.type !== "dialog.bye" && effect.type !== "attempt.cancel") continue;
    const call = findCallOfInvite(turn, effect.inviteId);
    const place = [...(call?.attempts ?? []), ...(call?.legs ?? [])].find((one) => one.inviteId === effect.inviteId);
    const registration = place === undefined ? undefined : findRegistration(turn, place.serverId);
    if (registration !== undefined) oweEnd(turn, registration);
  }
}
