/** Why a dial went through another server than the first, in one sentence; null when it did not. */
import { assertNever } from "../../../shared/lib/assert-never.ts";
import type { AttemptWhy, Call } from "../../../shared/model/call.ts";
import type { Server } from "../../../shared/model/server.ts";
import type { MessageKey } from "../../../shared/i18n/catalogues.ts";
import type { Sentence } from "../i18n/sentence.ts";
import { nameServer } from "./name-server.ts";

export function describeCarryOver(
  call: Pick<Call, "attempts" | "serverId">,
  servers: readonly Server[],
): Sentence | null {
  const left = call.attempts.findLast((attempt) => attempt.outcome === "carriedOver");
  if (left === undefined) return null;
  const params = { from: nameServer(servers, left.serverId), to: nameServer(servers, call.serverId) };
  return { key: keyOf(left.why), params };
}

function keyOf(why: AttemptWhy | null): MessageKey {
  switch (why) {
    case "noResponse":
      return "carryOver.noResponse";
    case "socketClosed":
    case "serverLost":
    case "notConnected":
      return "carryOver.serverLost";
    case "serverUnavailable":
      return "carryOver.serverUnavailable";
    case "rejected":
    case "hungUp":
    case "media":
    case null:
      return "carryOver.other";
    default:
      return assertNever(why);
  }
}
