/** How giving a call away goes, or why it came to nothing: one whole sentence for each. */
import { assertNever } from "../../../shared/lib/assert-never.ts";
import type { Call } from "../../../shared/model/call.ts";
import type { Server } from "../../../shared/model/server.ts";
import type { Transfer } from "../../../shared/model/transfer.ts";
import type { Sentence } from "../i18n/sentence.ts";
import { describeRemote } from "./describe-remote.ts";
import { nameServer } from "./name-server.ts";

/** @returns null where nothing is told of a transfer. */
export function describeTransfer(call: Call, servers: readonly Server[]): Sentence | null {
  const { transfer } = call;
  if (transfer === null) return null;
  const server = nameServer(servers, call.serverId);
  if (transfer.kind === "park") {
    return transfer.state === "failed" ? { key: "parking.failed", params: { server } } : { key: "parking.underWay" };
  }
  const who = describeRemote(transfer.to).title ?? "…";
  switch (transfer.state) {
    case "asked":
    case "trying":
      return { key: "transfer.trying", params: { who } };
    case "ringing":
      return { key: "transfer.ringing", params: { who } };
    case "failed":
      return describeFailure(transfer.code, server, who);
    default:
      return assertNever(transfer.state);
  }
}

export function isUnderWay(transfer: Transfer | null): boolean {
  return transfer !== null && transfer.state !== "failed";
}

function describeFailure(code: Transfer["code"], server: string, who: string): Sentence {
  switch (code) {
    case null:
      return { key: "transfer.silence", params: { server } };
    case 486:
    case 600:
      return { key: "transfer.busy", params: { who } };
    case 408:
    case 480:
    case 487:
      return { key: "transfer.noAnswer", params: { who } };
    case 603:
    case 607:
    case 608:
      return { key: "transfer.declined", params: { who } };
    case 404:
    case 410:
    case 484:
    case 485:
    case 604:
      return { key: "transfer.notFound", params: { who } };
    case 401:
    case 403:
    case 407:
      return { key: "transfer.notPermitted", params: { server } };
    case 405:
    case 420:
    case 489:
    case 501:
      return { key: "transfer.notSupported", params: { server } };
    default:
      return { key: "transfer.refused", params: { server } };
  }
}
