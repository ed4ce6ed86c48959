/** Where one key listens to the messages that wait. */
import type { ServerId } from "./ids.ts";
import type { Snapshot } from "./snapshot.ts";

export type VoicemailCall = { readonly serverId: ServerId; readonly target: string };

/**
 * On the server that holds most new messages and can be called, else where the next call goes.
 * @returns null where there is no number to dial.
 */
export function findVoicemailCall({
  voicemail,
  servers,
  nextCall,
}: Pick<Snapshot, "voicemail" | "servers" | "nextCall">): VoicemailCall | null {
  const mailboxes = voicemail?.servers ?? [];
  const isReady = (serverId: ServerId) => servers.some(({ id, state }) => id === serverId && state === "ready");
  const waiting = mailboxes
    .filter((one) => one.waiting && one.number !== null && isReady(one.serverId))
    .toSorted((a, b) => b.fresh - a.fresh);
  const chosen = waiting[0] ?? mailboxes.find(({ serverId }) => serverId === nextCall.serverId);
  const target = chosen?.number ?? null;
  return chosen === undefined || target === null ? null : { serverId: chosen.serverId, target };
}
