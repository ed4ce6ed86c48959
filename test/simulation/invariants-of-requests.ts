/** What must hold of the requests a phone sends: how many, how soon, and how soon it sees that nobody answers them. */
import type { ServerId } from "../../shared/model/ids.ts";
import { isUsable } from "../../renderer/engine/core/registration/registration.ts";
import { demand, type Watch } from "./watch.ts";

/** A refused account is tried again so seldom that no server takes it for an attack, ms. */
const refusedPauseMs = 15 * 60_000;
/** Unless somebody at the desk asks for that server. */
const refusedAskedPauseMs = 30_000;
/** The longest a first INVITE waits for any answer at all (`tryingTimeoutMs`), and what arithmetic may lose, ms. */
const longestTryingMs = 1_000;
const roundingMs = 1;

/** One thing that happens, with all that it makes overdue, causes at most one request of a kind (invariant 23). */
export function watchBursts(): Watch {
  const sent = new Map<string, number>();
  return (_before, input, _after, effects, at) => {
    if (input.type !== "tick") sent.clear();
    for (const effect of effects) {
      if (effect.type !== "register.send" && effect.type !== "probe.send" && effect.type !== "socket.open") continue;
      const key = `${effect.type} to ${effect.serverId}`;
      demand(sent.get(key) !== at || isFarewell(effect), `one ${key} at a time`);
      sent.set(key, at);
    }
  };
}

function isFarewell(effect: { readonly type: string; readonly expiresS?: number }): boolean {
  return effect.type === "register.send" && effect.expiresS === 0;
}

/**
 * Retry-After is obeyed, and a refusal is no invitation to try again (invariants 5 and 6). A person's word, or a call that
 * must be ended there, makes it twice a minute.
 */
export function watchObedience(): Watch {
  const earliest = new Map<ServerId, number>();
  const earliestIfAsked = new Map<ServerId, number>();
  return (before, input, _after, effects, at) => {
    if (input.type === "configured") {
      earliest.clear();
      earliestIfAsked.clear();
    }
    if (input.type === "command") for (const [id, from] of earliestIfAsked) earliest.set(id, from);
    if (input.type === "register.answered") {
      const registration = before.registrations.find((one) => one.serverId === input.serverId);
      if (registration?.connection === input.connection && registration.registerDue !== null) {
        const pauseMs = input.code === 401 ? refusedPauseMs : (input.retryAfterS ?? 0) * 1_000;
        earliest.set(input.serverId, at + pauseMs);
        if (input.code === 401) earliestIfAsked.set(input.serverId, at + refusedAskedPauseMs);
        else earliestIfAsked.delete(input.serverId);
      }
    }
    for (const effect of effects) {
      if (effect.type === "dialog.bye" || effect.type === "attempt.cancel") {
        for (const [id, from] of earliestIfAsked) earliest.set(id, from);
      }
      if (effect.type !== "register.send" || effect.expiresS === 0) continue;
      demand(at >= (earliest.get(effect.serverId) ?? 0) - roundingMs, "no REGISTER before the server allows one");
    }
  };
}

/** A dial that hears nothing at all moves on within the trying time, once there is where to (invariant 13). */
export function watchCarryOver(): Watch {
  const usableSince = new Map<ServerId, number>();
  const lastSign = new Map<string, { readonly at: number; readonly isTried: boolean }>();
  return (before, input, after, effects, at) => {
    const callOf = (inviteId: string): string | undefined =>
      before.calls.find((call) => call.attempts.some((one) => one.inviteId === inviteId))?.id;
    if (input.type === "attempt.sent" || input.type === "attempt.challenged" || input.type === "attempt.progressed") {
      const callId = callOf(input.inviteId);
      if (callId !== undefined) lastSign.set(callId, { at, isTried: input.type === "attempt.progressed" });
    }
    for (const effect of effects) {
      if (effect.type !== "attempt.invite") continue;
      const sign = lastSign.get(effect.callId);
      lastSign.delete(effect.callId);
      if (sign === undefined || sign.isTried || input.type === "resumed") continue;
      const since = Math.max(sign.at, usableSince.get(effect.serverId) ?? at);
      demand(at - since <= longestTryingMs + roundingMs, "a silent server delays a dial by its trying time at most");
    }
    for (const registration of after.registrations) {
      if (!isUsable(registration)) usableSince.delete(registration.serverId);
      else if (!usableSince.has(registration.serverId)) usableSince.set(registration.serverId, at);
    }
  };
}
