/** Which desk was taken over: known from an earlier run, needed for as long as a server may hold it, and then forgotten. */
import type { PhoneState } from "../phone-state.ts";
import type { Registration } from "../registration/registration.ts";
import type { Turn } from "../turn.ts";
import { findQueue, putQueue } from "./put-queue.ts";
import { codesOf, deskId, hintOf, knownValue, type QueueOnServerRecord, type QueueRecord } from "./queue-record.ts";

/** @returns whether a code that gives it back has a place for the extension, and nobody here knows which it is. */
export function mustNameDesk(state: PhoneState, desk: QueueRecord): boolean {
  const codes = desk.servers.map(({ serverId }) => codesOf(state, deskId, serverId).logout);
  return desk.extension === null && codes.some((code) => code?.includes("{extension}") === true);
}

/** What was taken over in an earlier run rings here still, as far as anybody knows; a hint tells better. */
export function recallDesk(state: PhoneState, desk: QueueRecord): QueueRecord {
  const extension = state.config?.takenDesk;
  if (extension === undefined) return desk;
  const isDark = ({ serverId }: QueueOnServerRecord) => hintOf(codesOf(state, deskId, serverId), "member") === null;
  return {
    ...desk,
    extension,
    member: desk.servers.every(isDark) ? true : null,
    servers: desk.servers.map((one) =>
      isDark(one) ? { ...one, member: { ...one.member, value: true, by: "done" } } : one,
    ),
  };
}

/** What was given back on every server is nobody's any more; one that cannot be asked may still hold it. */
export function forgetDesk(turn: Turn): void {
  const desk = findQueue(turn, deskId);
  if (desk === undefined || desk.extension === null || desk.member !== false) return;
  const { registrations } = turn.state;
  const isOut = (registration: Registration) =>
    codesOf(turn.state, deskId, registration.serverId).logout === null ||
    knownValue(desk, registration, "member") === false;
  if (!registrations.every(isOut)) return;
  putQueue(turn, { ...desk, extension: null });
}
