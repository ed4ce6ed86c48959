/** What people asked of an engine that died is asked again of its successor: who may disturb, which server is preferred or emptied. */
import type { Command } from "../../shared/contract/command.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { PhoneLine } from "./outlet.ts";

/** To be called before the new engine has spoken, while the Snapshot still holds the wishes. */
export function restoreWishes(line: PhoneLine): void {
  for (const command of toWishes(line.snapshot())) void line.ask("main", command);
}

function toWishes({ dnd, servers, preferredServerId }: Snapshot): readonly Command[] {
  const drained = servers.filter((server) => server.draining);
  return [
    ...(dnd ? [{ type: "presence.setDnd", on: true } as const] : []),
    ...(preferredServerId === null ? [] : [{ type: "server.prefer", serverId: preferredServerId } as const]),
    ...drained.map(({ id }) => ({ type: "server.drain", serverId: id }) as const),
  ];
}
