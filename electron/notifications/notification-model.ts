/** What the system is asked to tell while nobody looks at the window: a missed call, and that no server can be reached. */
import type { MessageKey } from "../../shared/i18n/catalogues.ts";
import type { Event } from "../../shared/contract/event.ts";
import { describeReachability } from "../../shared/model/reachability-sentence.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";

export type Telling = {
  readonly title: { readonly key: MessageKey; readonly params: Readonly<Record<string, string>> };
  readonly body: { readonly key: MessageKey; readonly params: Readonly<Record<string, string>> };
};

/** The caller's words stand in the title: in a body some desktops take marks in it for markup. */
export function describeMissed(event: Event, { servers }: Pick<Snapshot, "servers">): Telling | null {
  if (event.type !== "call.ended" || event.call.end?.reason !== "missed") return null;
  const { remote, serverId } = event.call;
  const who = remote.known?.name ?? remote.name ?? remote.number;
  const server = servers.find(({ id }) => id === serverId)?.name ?? "";
  return {
    title: who === null ? { key: "notify.missedWithheld", params: {} } : { key: "notify.missed", params: { who } },
    body: { key: "notify.missedBody", params: { server } },
  };
}

export const noServerTelling: Telling = {
  title: { key: "notify.noServer", params: {} },
  body: { key: "notify.noServerBody", params: {} },
};

/** The window's own sentence says it too. */
export function isCutOff(snapshot: Snapshot): boolean {
  const { key } = describeReachability(snapshot);
  return key === "reachability.none" || key === "reachability.noneAccepts";
}
