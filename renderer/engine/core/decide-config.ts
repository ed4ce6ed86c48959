/** A new document, or none, or the end: registrations appear, stay or go; live calls are never touched by it. */
import { isSameValue } from "../../../shared/lib/same-value.ts";
import { isSameRegistration } from "../../../shared/model/is-same-registration.ts";
import type { PhoneConfig, ServerConfig } from "../../../shared/model/phone-config.ts";
import type { ServerId } from "../../../shared/model/ids.ts";
import type { Instant } from "../../../shared/model/time.ts";
import { isOver, leaveBehind } from "./calls/call-record.ts";
import { hangUp } from "./calls/hang-up.ts";
import { endLamps } from "./lamps/settle-lamps.ts";
import { enter, hasAnyCallOn } from "./registration/phases.ts";
import { explain } from "./registration/reasons.ts";
import { createRegistration, isUsable, type Registration } from "./registration/registration.ts";
import { findCall, findRegistration, note, putCall, putRegistration, type Turn } from "./turn.ts";

/** Servers that stay equal keep their registration; changed and new ones start; those that left sign out. */
export function applyConfig(turn: Turn, config: PhoneConfig | null): void {
  const before = turn.state.config;
  const known = turn.state.registrations;
  const wanted = config?.servers ?? [];
  const gone = known.filter((registration) => !wanted.some((server) => isKept(server, registration, before)));
  for (const registration of gone) signOut(turn, registration);
  leaveCallsBehind(turn, gone, wanted);
  const registrations = wanted.map((server) => {
    const kept = known.find((registration) => isKept(server, registration, before));
    if (kept !== undefined) return { ...kept, name: server.name, role: server.role };
    const wasAccepted = (config?.acceptedBefore ?? []).includes(server.id);
    const former = known.find((registration) => registration.serverId === server.id);
    return {
      ...createRegistration(server, turn.at, atFirstTry(turn, server, config)),
      wasAccepted: wasAccepted || (former?.wasAccepted === true && isSameAccount(server, before)),
      // Numbers go on, so that what the former connection still says is stale.
      connection: former?.connection ?? 0,
      isDraining: former?.isDraining ?? false,
    };
  });
  const isPreferredGone = !registrations.some((one) => one.serverId === turn.state.preferredServerId);
  note(turn, "info", "phone", config === null ? "signed out" : `configured with ${registrations.length} server(s)`);
  // Whoever signs in next sees nothing of the calls before, and can be called.
  const left =
    config === null ? { calls: turn.state.calls.filter((call) => !isOver(call)), isDnd: false, wrapUp: null } : {};
  turn.state = {
    ...turn.state,
    ...left,
    config,
    registrations,
    preferredServerId: isPreferredGone ? null : turn.state.preferredServerId,
  };
}

/** Calls on servers that left go on there; a dial that is still looking for a server looks among those that are left. */
function leaveCallsBehind(turn: Turn, gone: readonly Registration[], wanted: readonly ServerConfig[]): void {
  for (const call of turn.state.calls) {
    if (isOver(call)) continue;
    const left = gone.reduce((one, { serverId }) => leaveBehind(one, serverId), call);
    const untried = left.untried.filter((serverId) => wanted.some((server) => server.id === serverId));
    if (left !== call || untried.length !== call.untried.length) putCall(turn, { ...left, untried });
  }
}

function isKept(server: ServerConfig, registration: Registration, before: PhoneConfig | null): boolean {
  const old = before?.servers.find((one) => one.id === registration.serverId);
  return old !== undefined && server.id === registration.serverId && isSameRegistration(old, server);
}

function isSameAccount(server: ServerConfig, before: PhoneConfig | null): boolean {
  const old = before?.servers.find((one) => one.id === server.id);
  return (
    old !== undefined && old.url === server.url && old.user === server.user && isSameValue(old.secret, server.secret)
  );
}

/** The primary at once, the others a little later, so that a whole shift does not knock twice in one instant. */
function atFirstTry(turn: Turn, server: ServerConfig, config: PhoneConfig | null): Instant {
  if (server.role === "primary" || config === null) return turn.at;
  return turn.at + turn.dice.uniform(0, config.failover.startSpreadMs);
}

/** A conversation keeps its socket until it is over; the port closes it then. */
function signOut(turn: Turn, registration: Registration): void {
  const { serverId, connection } = registration;
  if (registration.isSocketOpen) endLamps(turn, serverId);
  if (isUsable(registration)) turn.effects.push({ type: "register.send", serverId, connection, expiresS: 0 });
  if (hasAnyCallOn(turn, registration)) return;
  turn.effects.push({ type: "socket.close", serverId });
}

/** How long servers may take to answer the farewell, ms; main waits a little longer. */
const farewellMs = 1_000;

/** Hangs up and takes the bindings away, so that nobody rings an empty chair; sockets close once that is answered. */
export function stopPhone(turn: Turn): void {
  for (const { id } of turn.state.calls) {
    const call = findCall(turn, id);
    if (call !== undefined && call.state !== "ended") hangUp(turn, call);
  }
  turn.state = { ...turn.state, isStopping: true, atStopped: turn.at + farewellMs };
  for (const registration of turn.state.registrations) {
    const { serverId, connection } = registration;
    const isBound = isUsable(registration);
    if (registration.isSocketOpen) endLamps(turn, serverId);
    if (isBound) turn.effects.push({ type: "register.send", serverId, connection, expiresS: 0 });
    else turn.effects.push({ type: "socket.close", serverId });
    const registerDue = isBound ? turn.state.atStopped : null;
    const silent: Registration = {
      ...registration,
      binding: null,
      registerDue,
      atQuery: null,
      queryDue: null,
      probes: [],
      burst: null,
    };
    enter(turn, silent, { kind: "offline", atNextTry: null }, explain("signedOut", registration.name));
  }
  stopWhenAnswered(turn);
}

/** A server's answer to the farewell, whatever it says. */
export function acceptFarewell(turn: Turn, answer: { readonly serverId: ServerId; readonly connection: number }): void {
  const registration = findRegistration(turn, answer.serverId);
  if (registration === undefined || registration.connection !== answer.connection) return;
  closeBehind(turn, registration);
  stopWhenAnswered(turn);
}

export function passTimeOfStopping(turn: Turn): void {
  const { atStopped } = turn.state;
  if (atStopped === null || atStopped > turn.at) return;
  for (const registration of turn.state.registrations) closeBehind(turn, registration);
  stopWhenAnswered(turn);
}

function closeBehind(turn: Turn, registration: Registration): void {
  if (registration.registerDue === null) return;
  turn.effects.push({ type: "socket.close", serverId: registration.serverId });
  putRegistration(turn, { ...registration, registerDue: null });
}

function stopWhenAnswered(turn: Turn): void {
  if (turn.state.atStopped === null) return;
  if (turn.state.registrations.some((registration) => registration.registerDue !== null)) return;
  turn.state = { ...turn.state, atStopped: null };
  turn.effects.push({ type: "stopped" });
}
