/** The one sentence about this seat: can it be called and call, through what, and what should the operator do. */
import { targetOf } from "./forwarding.ts";
import { chordOf } from "./keys.ts";
import { offersRescue } from "./offers-rescue.ts";
import type { Server, ServerReasonKind } from "./server.ts";
import type { Snapshot } from "./snapshot.ts";

export const reachabilityKeys = [
  "reachability.engineLost",
  "reachability.starting",
  "reachability.notConfigured",
  "reachability.stranded",
  "reachability.strandedKeyless",
  "reachability.strandedAlone",
  "reachability.strandedForGood",
  "reachability.signallingLost",
  "reachability.connecting",
  "reachability.checking",
  "reachability.none",
  "reachability.noneAccepts",
  "reachability.noServer",
  "reachability.forwarded",
  "reachability.dnd",
  "reachability.wrapUp",
  "reachability.ready",
  "reachability.readyAlone",
  "reachability.only",
  "reachability.failbackPending",
  "reachability.preferred",
  "reachability.slow",
  "reachability.lost",
  "reachability.joining",
  "reachability.refused",
  "reachability.notPermitted",
  "reachability.contactsFull",
  "reachability.takenOver",
  "reachability.takenOverThere",
  "reachability.draining",
  "reachability.overloaded",
] as const;
export type ReachabilityKey = (typeof reachabilityKeys)[number];

/** `next` and `trouble` are names of servers, `to` a number; `atSince` and `atUntil` are epoch milliseconds in digits; `chord` has yet to be named. */
export type ReachabilitySentence = { readonly key: ReachabilityKey; readonly params: Readonly<Record<string, string>> };

/** From the most urgent to the calmest; the first that is true is said. */
export function describeReachability(snapshot: Snapshot): ReachabilitySentence {
  return (
    describeApp(snapshot) ??
    describeCallInTrouble(snapshot) ??
    describeNone(snapshot) ??
    describeForwarding(snapshot) ??
    describeDnd(snapshot) ??
    describeWrapUp(snapshot) ??
    describeWay(snapshot)
  );
}

function describeApp({ engine, configuration, servers }: Snapshot): ReachabilitySentence | null {
  if (configuration.state === "missing") return say("reachability.notConfigured");
  if (engine.state === "lost") return say("reachability.engineLost");
  if (servers.length === 0) return say(engine.state === "starting" ? "reachability.starting" : "reachability.noServer");
  return null;
}

function describeCallInTrouble(snapshot: Snapshot): ReachabilitySentence | null {
  const { calls, servers } = snapshot;
  const stranded = calls.find((call) => call.state === "stranded");
  if (stranded !== undefined) {
    const trouble = nameOf(stranded.serverId, servers);
    const offer = offersRescue(stranded, snapshot);
    if (offer === null) return say("reachability.strandedForGood", { trouble });
    if (offer.through === null) return say("reachability.strandedAlone", { trouble });
    const names = { trouble, next: offer.through.name };
    const chord = chordOf(snapshot.settings, "rescue");
    return chord === null
      ? say("reachability.strandedKeyless", names)
      : say("reachability.stranded", { ...names, chord });
  }
  const cutOff = calls.find((call) => call.state === "active" && call.signalling === "lost");
  return cutOff === undefined
    ? null
    : say("reachability.signallingLost", { trouble: nameOf(cutOff.serverId, servers) });
}

function nameOf(id: string | null, servers: readonly Server[]): string {
  return servers.find((server) => server.id === id)?.name ?? "";
}

function describeNone({ servers }: Snapshot): ReachabilitySentence | null {
  if (servers.some((server) => server.state === "ready")) return null;
  if (servers.some(isTakenOver)) return say("reachability.takenOver");
  const doubtful = servers.find((server) => server.state === "doubtful");
  if (doubtful !== undefined) return say("reachability.checking", { trouble: doubtful.name });
  if (servers.every((server) => server.state === "refused")) return say("reachability.noneAccepts");
  if (servers.every(isConnectingAtFirst)) return say("reachability.connecting");
  const atSince = Math.max(...servers.map((server) => server.atSince));
  return say("reachability.none", { atSince: String(atSince) });
}

function describeForwarding({ settings, servers, nextCall }: Snapshot): ReachabilitySentence | null {
  const to = targetOf(settings.forwarding.always);
  if (to === null) return null;
  return say("reachability.forwarded", { to, next: nameOf(nextCall.serverId, servers) });
}

function describeDnd({ dnd, servers, nextCall }: Snapshot): ReachabilitySentence | null {
  if (!dnd) return null;
  return say("reachability.dnd", { next: nameOf(nextCall.serverId, servers) });
}

/** While nothing is wrong with the servers; otherwise its card alone tells the time. */
function describeWrapUp(snapshot: Snapshot): ReachabilitySentence | null {
  const atUntil = snapshot.wrapUp?.now?.atUntil ?? null;
  if (atUntil === null || snapshot.servers.some(isTroubled)) return null;
  return say("reachability.wrapUp", { atUntil: String(atUntil) });
}

function describeWay({ servers, nextCall }: Snapshot): ReachabilitySentence {
  const next = servers.find((server) => server.id === nextCall.serverId);
  if (next === undefined) return say("reachability.noServer");
  const names = { next: next.name };
  if (servers.length === 1) return say("reachability.readyAlone", names);
  const others = servers.filter((server) => server !== next);
  const trouble = others.find(isTroubled);
  if (trouble !== undefined) return describeTrouble(trouble, next, others);
  const { why } = nextCall;
  const avoided = others.find((server) => server.role === "primary");
  if (why === "failbackPending" && avoided !== undefined) {
    return say("reachability.failbackPending", { ...names, trouble: avoided.name });
  }
  return say(why === "preferred" && avoided !== undefined ? "reachability.preferred" : "reachability.ready", names);
}

function describeTrouble(trouble: Server, next: Server, others: readonly Server[]): ReachabilitySentence {
  const names = { next: next.name, trouble: trouble.name };
  switch (trouble.state) {
    case "refused":
      return say(isAboutPassword(trouble.reason?.kind) ? "reachability.refused" : "reachability.notPermitted", names);
    case "doubtful":
      return say(isTakenOver(trouble) ? "reachability.takenOverThere" : "reachability.slow", names);
    case "ready":
      return say(trouble.draining ? "reachability.draining" : "reachability.overloaded", names);
    case "offline":
    case "connecting":
    case "registering":
    case "lost":
      break;
  }
  if (trouble.reason?.kind === "contactsFull") return say("reachability.contactsFull", names);
  if (isConnectingAtFirst(trouble)) return say("reachability.joining", names);
  const isOnlyWay = others.every((server) => server.state !== "ready");
  return next.role === "primary" && isOnlyWay ? say("reachability.only", names) : say("reachability.lost", names);
}

/** On its way for the first time, or again, without anything having gone wrong. */
function isConnectingAtFirst({ state, reason }: Server): boolean {
  return reason === null && (state === "offline" || state === "connecting" || state === "registering");
}

function isTakenOver({ state, reason }: Server): boolean {
  return state === "doubtful" && reason?.kind === "takenOver";
}

function isTroubled({ state, draining, overloaded }: Server): boolean {
  return state !== "ready" || draining || overloaded;
}

function isAboutPassword(kind: ServerReasonKind | undefined): boolean {
  return kind === undefined || kind === "wrongCredentials";
}

function say(key: ReachabilityKey, params: Readonly<Record<string, string>> = {}): ReachabilitySentence {
  return { key, params };
}
