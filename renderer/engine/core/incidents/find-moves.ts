/** Where the next call goes, read as one server's story: away from it in its trouble, on elsewhere, and back. */
import type { ServerId } from "../../../../shared/model/ids.ts";
import { isReady, type Registration } from "../registration/registration.ts";
import { find, type Finding, type Moment } from "./moment.ts";

export type Moves = { readonly findings: readonly Finding[]; readonly isAway: boolean };

/** Calls that leave such a server go to one that came back, which is the other's story; on probation or not. */
function canTakeCalls(registration: Registration): boolean {
  return isReady(registration) && registration.overload === null;
}

/** @param wasAway new calls went elsewhere already because of this server's trouble. */
export function findMoves(moment: Moment, serverId: ServerId, wasAway: boolean): Moves {
  const { viewBefore, viewAfter, after, input, at } = moment;
  const from = viewBefore.nextCall.serverId;
  const to = viewAfter.nextCall.serverId;
  const moved = { of: serverId, at, serverId: to };
  if (from === to) return { findings: [], isAway: wasAway };
  if (wasAway) {
    const isBack = to === serverId;
    return { findings: [find({ ...moved, what: isBack ? "failback" : "moved" })], isAway: !isBack };
  }
  const registration = after.registrations.find((one) => one.serverId === serverId);
  // An operator's wish or a drain moves calls too, and is no outage.
  if (registration === undefined || canTakeCalls(registration) || input.type === "command") {
    return { findings: [], isAway: false };
  }
  const isMissedFromTheStart =
    from === null && registration.role === "primary" && viewAfter.nextCall.why === "primaryNotReady";
  const isFailover = from === serverId || (isMissedFromTheStart && to !== serverId);
  return { findings: isFailover ? [find({ ...moved, what: "failover" })] : [], isAway: isFailover };
}
