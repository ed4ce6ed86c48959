/** How a call ended, in words for the operator: one whole sentence for every reason and side. */
import { assertNever } from "../../../shared/lib/assert-never.ts";
import type { Call, CallEnd } from "../../../shared/model/call.ts";
import type { Server } from "../../../shared/model/server.ts";
import type { Sentence } from "../i18n/sentence.ts";
import { describeRemote } from "./describe-remote.ts";
import { nameServer } from "./name-server.ts";

/** The history keeps no word of whom a call was handed over to. */
type Ended = Pick<Call, "serverId" | "atStarted" | "atEnded"> & Partial<Pick<Call, "transfer">>;

export function describeEnding(call: Ended, end: CallEnd, servers: readonly Server[]): Sentence {
  const params = { server: nameServer(servers, call.serverId) };
  switch (end.reason) {
    case "hungUp":
      if (end.by === "local") return { key: "ending.hungUpByUs" };
      return end.by === "remote" ? { key: "ending.hungUpByThem" } : { key: "ending.hungUpByServer", params };
    case "cancelled":
      return end.by === "local" ? { key: "ending.cancelledByUs" } : { key: "ending.cancelledByThem" };
    case "declined":
      return end.by === "local" ? { key: "ending.declinedByUs" } : { key: "ending.declinedByThem" };
    case "busy":
      return { key: "ending.busy" };
    case "noAnswer":
      return describeSilence(secondsBefore(call));
    case "notReachable":
      return { key: "ending.notReachable" };
    case "notFound":
      return { key: "ending.notFound" };
    case "notPermitted":
      return { key: "ending.notPermitted", params };
    case "rejected":
      return { key: "ending.rejected", params };
    case "serverUnavailable":
      return { key: "ending.serverUnavailable", params };
    case "noServer":
      return { key: "ending.noServer" };
    case "pinnedServerLost":
      return { key: "ending.pinnedServerLost", params };
    case "missed":
      return { key: "ending.missed" };
    case "answeredElsewhere":
      return { key: "ending.answeredElsewhere" };
    case "doNotDisturb":
      return { key: "ending.doNotDisturb" };
    case "callWaitingOff":
      return { key: "ending.callWaitingOff" };
    case "forwarded":
      return { key: "ending.forwarded" };
    case "signallingLost":
      return { key: "ending.signallingLost", params };
    case "serverLost":
      return { key: "ending.serverLost", params };
    case "rescued":
      return { key: "ending.rescued" };
    case "transferred":
      return describeHandedOver(call);
    case "transferFailed":
      return { key: "ending.transferFailed", params };
    case "media":
      return { key: "ending.media" };
    case "engineLost":
      return { key: "ending.engineLost" };
    default:
      return assertNever(end.reason);
  }
}

/** What ends at once did not ring anybody for a time worth telling. */
function describeSilence(seconds: number): Sentence {
  return seconds < 2 ? { key: "ending.noAnswerAtOnce" } : { key: "ending.noAnswer", params: { seconds } };
}

function secondsBefore(call: Ended): number {
  return Math.max(0, Math.round(((call.atEnded ?? call.atStarted) - call.atStarted) / 1000));
}

/** The one that was asked first is not told to whom: it went to itself. */
function describeHandedOver({ transfer = null }: Ended): Sentence {
  if (transfer?.kind === "park") return { key: "ending.parked" };
  const who = transfer === null ? null : describeRemote(transfer.to).title;
  return who === null ? { key: "ending.transferred" } : { key: "ending.transferredTo", params: { who } };
}
