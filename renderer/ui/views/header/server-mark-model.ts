/** One server as its mark shows it: the shape, the short figures beside it, and the story behind them. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { Server } from "../../../../shared/model/server.ts";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import type { ServerShapeName } from "../../components/server-shape.tsx";
import type { MessageKey } from "../../../../shared/i18n/catalogues.ts";
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export type ServerMark = {
  readonly shape: ServerShapeName;
  readonly name: string;
  readonly isNext: boolean;
  readonly rtt: { readonly ms: number; readonly isOld: boolean } | null;
  /** Whole seconds until the next try, while one is planned. */
  readonly retryInS: number | null;
  readonly story: readonly Sentence[];
};

/** A phone that does not run knows nothing of its servers, whatever it said last. */
export function toServerMark(
  server: Server,
  { nextCall, engine }: Pick<Snapshot, "nextCall" | "engine">,
  now: EpochMs,
  locale: string,
): ServerMark {
  const { name } = server;
  if (engine.state === "lost") {
    const story: readonly Sentence[] = [{ key: "mark.unknown", params: { name } }];
    return { shape: "starting", name, isNext: false, rtt: null, retryInS: null, story };
  }
  const isNext = nextCall.serverId === server.id;
  const { shape, key } = faceOf(server, isNext);
  const retryInS = isWaiting(server) ? secondsUntil(server.atNextTry, now) : null;
  const rttMs = server.rttMs === null ? null : Math.round(server.rttMs);
  const story: Sentence[] = [{ key, params: { name } }];
  if (server.reason !== null && server.state !== "ready") {
    story.push({ key: `reason.${server.reason.kind}`, params: { name } });
  }
  if (server.otherPlaces > 0) story.push({ key: "mark.otherPlaces" });
  if (isNext && shape !== "next") story.push({ key: "mark.nextAnyway" });
  if (retryInS !== null) story.push({ key: "mark.retry", params: { seconds: retryInS } });
  story.push({ key: "mark.since", params: { time: formatClockTime(server.atSince, locale) } });
  if (rttMs !== null) story.push({ key: "mark.roundTrip", params: { ms: rttMs } });
  return {
    shape,
    name,
    isNext,
    rtt: rttMs === null ? null : { ms: rttMs, isOld: server.state !== "ready" },
    retryInS,
    story,
  };
}

type Face = { readonly shape: ServerShapeName; readonly key: MessageKey };

function faceOf(server: Server, isNext: boolean): Face {
  switch (server.state) {
    case "offline":
    case "connecting":
    case "registering":
      return server.reason === null
        ? { shape: "starting", key: server.state === "offline" ? "mark.offline" : "mark.connecting" }
        : { shape: "lost", key: "mark.reconnecting" };
    case "ready":
      if (server.draining) return { shape: "drained", key: "mark.drained" };
      if (server.overloaded) return { shape: "doubtful", key: "mark.overloaded" };
      return isNext ? { shape: "next", key: "mark.next" } : { shape: "standby", key: "mark.standby" };
    case "doubtful":
      return { shape: "doubtful", key: server.reason?.kind === "takenOver" ? "mark.takenOver" : "mark.doubtful" };
    case "lost":
      return { shape: "lost", key: "mark.lost" };
    case "refused":
      return { shape: "refused", key: "mark.refused" };
    default:
      return assertNever(server.state);
  }
}

function isWaiting(server: Server): boolean {
  return server.state === "lost" || server.state === "refused" || server.state === "offline";
}

function secondsUntil(at: EpochMs | null, now: EpochMs): number | null {
  return at === null || at <= now ? null : Math.ceil((at - now) / 1000);
}
