/** What the place for incoming calls says while none rings: whether one could. */
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import type { MessageKey } from "../../i18n/message-key.ts";

export function describeRest({ dnd, reachability, engine }: Snapshot): MessageKey {
  if (engine.state !== "running" || reachability === "none") return "incoming.restUnreachable";
  return dnd ? "incoming.restDnd" : "incoming.rest";
}
