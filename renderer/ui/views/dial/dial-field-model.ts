/** What the dial field says under itself before anything is dialled: where Enter would call. */
import { cleanDialTarget } from "../../../../shared/model/dial-target.ts";
import type { Server } from "../../../../shared/model/server.ts";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import { nameServer } from "../../format/name-server.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export type DialDestination = Pick<Snapshot, "servers" | "nextCall">;

/** @returns what Enter would do with this text; null while there is nothing, or nothing yet, to say. */
export function describeIntent(text: string, { servers, nextCall }: DialDestination): Sentence | null {
  const target = cleanDialTarget(text);
  if (!target.ok) return null;
  if (nextCall.serverId === null) return { key: "dial.intentNoServer", params: { target: target.value } };
  return { key: "dial.intent", params: { target: target.value, server: nameServer(servers, nextCall.serverId) } };
}

/** Servers this one call can be sent through instead, and through no other. */
export function listOtherWays({ servers, nextCall }: DialDestination): readonly Server[] {
  return nextCall.serverId === null ? [] : servers.filter(({ id }) => id !== nextCall.serverId);
}
