/** One decision in the making: the state as it changes, the effects as they gather, and the moment it happens in. */
import type { InviteId, ServerId } from "../../../shared/model/ids.ts";
import type { Instant } from "../../../shared/model/time.ts";
import type { CallRecord } from "./calls/call-record.ts";
import type { Dice } from "./dice.ts";
import type { Effect } from "./effects.ts";
import type { PhoneState } from "./phone-state.ts";
import type { Registration } from "./registration/registration.ts";

/** What a registration's change means for calls; handed on within the same decision. */
export type Notice =
  | { readonly kind: "serverLost"; readonly serverId: ServerId; readonly isSocketClosed: boolean }
  | { readonly kind: "serverReady"; readonly serverId: ServerId };

export type Turn = {
  state: PhoneState;
  readonly at: Instant;
  readonly dice: Dice;
  readonly effects: Effect[];
  readonly notices: Notice[];
};

export function createTurn(state: PhoneState, at: Instant, dice: Dice): Turn {
  return { state, at, dice, effects: [], notices: [] };
}

export function putRegistration(turn: Turn, changed: Registration): Registration {
  const registrations = turn.state.registrations.map((one) => (one.serverId === changed.serverId ? changed : one));
  turn.state = { ...turn.state, registrations };
  return changed;
}

export function findRegistration(turn: Turn, serverId: ServerId): Registration | undefined {
  return turn.state.registrations.find((one) => one.serverId === serverId);
}

/** Replaces the call of the same id, or adds it. */
export function putCall(turn: Turn, changed: CallRecord): CallRecord {
  const { calls } = turn.state;
  const isKnown = calls.some((call) => call.id === changed.id);
  turn.state = {
    ...turn.state,
    calls: isKnown ? calls.map((call) => (call.id === changed.id ? changed : call)) : [...calls, changed],
  };
  return changed;
}

export function findCall(turn: Turn, callId: string): CallRecord | undefined {
  return turn.state.calls.find((call) => call.id === callId);
}

export function findCallOfInvite(turn: Turn, inviteId: InviteId): CallRecord | undefined {
  return turn.state.calls.find(
    (call) =>
      call.next?.inviteId === inviteId ||
      call.attempts.some((attempt) => attempt.inviteId === inviteId) ||
      call.legs.some((leg) => leg.inviteId === inviteId),
  );
}

export function note(turn: Turn, level: "info" | "warn", scope: string, text: string): void {
  turn.effects.push({ type: "log", line: { level, scope, text } });
}
