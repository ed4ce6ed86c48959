/** What is shown of the lamps: of each colleague what any server tells, of the mailboxes the sum and where they are. */
import { LineState, type Colleague } from "../../../../shared/model/colleague.ts";
import type { Voicemail, VoicemailOnServer } from "../../../../shared/model/voicemail.ts";
import type { EpochMs, Instant } from "../../../../shared/model/time.ts";
import type { PhoneState } from "../phone-state.ts";
import { isReady, isUsable } from "../registration/registration.ts";
import { findBoard, findLine } from "./board.ts";

/**
 * Busy anywhere is busy, then ringing anywhere; free only by a server's word. A doubtful server may still say that
 * somebody is on the phone, never that he is free.
 */
export function projectColleagues({ config, registrations, lamps }: PhoneState): Colleague[] {
  return (config?.colleagues ?? []).map((entry) => {
    const tells = registrations.flatMap((registration) => {
      const state = findLine(findBoard(lamps, registration), entry.extension)?.told ?? null;
      const isBelieved = isReady(registration) || (isUsable(registration) && state !== "idle");
      return state === null || !isBelieved ? [] : [{ serverId: registration.serverId, state }];
    });
    const state = LineState.options.find((one) => tells.some((told) => told.state === one)) ?? "unknown";
    return { ...entry, state, tells };
  });
}

/** @returns null where the document names no voicemail and no server told of messages. */
export function projectVoicemail(
  { config, registrations, lamps }: PhoneState,
  toEpoch: (at: Instant) => EpochMs,
): Voicemail | null {
  const numbers = config?.voicemail?.numbers ?? null;
  const servers = registrations.flatMap((registration): VoicemailOnServer[] => {
    const { serverId } = registration;
    const fact = lamps.mailboxes.find((one) => one.serverId === serverId);
    if (fact === undefined && numbers === null) return [];
    const number = numbers?.[serverId] ?? null;
    const untold = { serverId, number, state: "untold", waiting: false, fresh: 0, old: 0, atTold: null } as const;
    if (fact === undefined) return [untold];
    const isFresh = isUsable(registration) && fact.connection === registration.connection;
    const { isWaiting, fresh, old, atTold } = fact;
    return [{ ...untold, state: isFresh ? "told" : "stale", waiting: isWaiting, fresh, old, atTold: toEpoch(atTold) }];
  });
  if (numbers === null && servers.length === 0) return null;
  return {
    waiting: servers.some((one) => one.waiting),
    fresh: servers.reduce((sum, one) => sum + one.fresh, 0),
    servers,
  };
}
