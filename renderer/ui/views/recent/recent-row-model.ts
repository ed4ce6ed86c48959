/** One ended call as a row: which way it went, who, how it ended, through what. */
import { talkedMsOf, type PastCall } from "../../../../shared/model/past-call.ts";
import type { Server } from "../../../../shared/model/server.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import type { IconName } from "../../components/icon.tsx";
import { describeCarryOver } from "../../format/describe-carry-over.ts";
import { describeEnding } from "../../format/describe-ending.ts";
import { bestScore } from "../../format/describe-quality.ts";
import { describeRemote, type RemoteText } from "../../format/describe-remote.ts";
import { nameServer } from "../../format/name-server.ts";
import type { MessageKey } from "../../../../shared/i18n/catalogues.ts";
import type { Sentence } from "../../i18n/sentence.ts";
import { toCallRoute, type RouteStep } from "./call-route-model.ts";

export type RecentRow = {
  readonly icon: IconName;
  readonly direction: MessageKey;
  readonly isMissed: boolean;
  readonly remote: RemoteText;
  readonly ending: Sentence;
  readonly carryOver: Sentence | null;
  readonly at: EpochMs;
  /** Of the conversation, ms; null when there was none. */
  readonly talkedMs: number | null;
  readonly serverName: string;
  /** Which queue sent it, and what the operator said of it: what came of it, and the note. */
  readonly words: string;
  readonly dialAgain: string | null;
  /** A number that no contact has yet. */
  readonly canBeContact: boolean;
  readonly code: number | null;
  /** Which way it went, server by server. */
  readonly route: readonly RouteStep[];
  /** How it sounded over its whole time; null where that was not measured. */
  readonly sound: Sentence | null;
};

export function toRecentRow(call: PastCall, servers: readonly Server[]): RecentRow {
  const isMissed = call.end.reason === "missed";
  const isIncoming = call.direction === "incoming";
  return {
    icon: isMissed ? "missed" : isIncoming ? "incoming" : "outgoing",
    direction: isMissed ? "recent.missed" : isIncoming ? "recent.incoming" : "recent.outgoing",
    isMissed,
    remote: describeRemote(call.remote),
    ending: describeEnding(call, call.end, servers),
    carryOver: describeCarryOver(call, servers),
    at: call.atStarted,
    talkedMs: talkedMsOf(call),
    serverName: nameServer(servers, call.serverId),
    words: wordsOf(call),
    dialAgain: call.remote.number,
    canBeContact: call.remote.number !== null && call.remote.known?.from !== "own",
    code: call.end.code,
    route: toCallRoute(call, servers),
    sound: describeSound(call),
  };
}

/** What an older Tandem kept is the last two seconds, which say nothing of the call: it kept no worst. */
function describeSound({ quality, worstMos }: PastCall): Sentence | null {
  if (quality === null || worstMos === null) return null;
  const params = { score: round(quality.mos), worst: round(worstMos), loss: round(quality.lossPct), best: bestScore };
  return { key: "route.sound", params };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function wordsOf({ queue, note, wrapUp }: Pick<PastCall, "queue" | "note" | "wrapUp">): string {
  return [queue ?? "", wrapUp?.name ?? "", note].filter((words) => words !== "").join(" · ");
}
