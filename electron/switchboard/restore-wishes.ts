/** What people asked of an engine that died is asked again of its successor: who may disturb, which server is preferred or emptied. */
import type { Command } from "../../shared/contract/command.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import type { WrapUp } from "../../shared/model/wrap-up.ts";
import type { PhoneLine } from "./outlet.ts";

/** To be called before the new engine has spoken, while the Snapshot still holds the wishes. */
export function restoreWishes(line: PhoneLine, at: EpochMs): void {
  for (const command of toWishes(line.snapshot(), at)) void line.ask("main", command);
}

function toWishes({ dnd, servers, preferredServerId, wrapUp }: Snapshot, at: EpochMs): readonly Command[] {
  const drained = servers.filter((server) => server.draining);
  return [
    ...(dnd ? [{ type: "presence.setDnd", on: true } as const] : []),
    ...(preferredServerId === null ? [] : [{ type: "server.prefer", serverId: preferredServerId } as const]),
    ...drained.map(({ id }) => ({ type: "server.drain", serverId: id }) as const),
    ...toWrapUp(wrapUp, at),
  ];
}

/** Nobody else would end the pause that it has asked of the servers. */
function toWrapUp(wrapUp: WrapUp | null, at: EpochMs): readonly Command[] {
  const now = wrapUp?.now ?? null;
  if (now === null || now.atUntil === null) return [];
  const { callId, atSince, atUntil, mayExtend, queueIds } = now;
  const passedMs = Math.max(0, at - atSince);
  const restMs = Math.max(0, atUntil - at);
  return [{ type: "wrapUp.restore", callId, passedMs, restMs, mayExtend, queueIds: [...queueIds] }];
}
