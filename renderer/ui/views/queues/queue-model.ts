/** The queues in words: all of them in one sentence, each for itself, and each server that differs. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { Agent, PauseReason, Queue, QueueNews, QueueOnServer } from "../../../../shared/model/agent.ts";
import { findQueuePress, type QueuePress } from "../../../../shared/model/queue-press.ts";
import type { Server } from "../../../../shared/model/server.ts";
import type { WrapUpNow } from "../../../../shared/model/wrap-up.ts";
import { nameServer } from "../../format/name-server.ts";
import type { Sentence } from "../../i18n/sentence.ts";

type State = Queue["state"];

const ofAll = {
  ready: "queues.allReady",
  paused: "queues.allPaused",
  out: "queues.allOut",
  unknown: "queues.allUnknown",
  split: "queues.split",
} as const;
const ofOne = {
  ready: "queue.ready",
  paused: "queue.paused",
  out: "queue.out",
  unknown: "queue.unknown",
  split: "queue.split",
} as const;
const onServer = {
  ready: "queue.readyOn",
  paused: "queue.pausedOn",
  out: "queue.outOn",
  unknown: "queue.unknownOn",
} as const;
const pendingOn = {
  ready: "queue.readyPending",
  paused: "queue.pausedPending",
  out: "queue.outPending",
  unknown: "queue.unknownPending",
} as const;
const news = {
  unpausedAgain: "queue.unpausedAgain",
  pausedUnanswered: "queue.pausedUnanswered",
  pausedElsewhere: "queue.pausedElsewhere",
  unpausedElsewhere: "queue.unpausedElsewhere",
  inElsewhere: "queue.inElsewhere",
  outElsewhere: "queue.outElsewhere",
} as const satisfies Record<QueueNews["kind"], string>;

export type QueuesShown = {
  readonly state: State;
  readonly sentence: Sentence;
  /** What each server says of a queue that stands alone, where they disagree; to be read in place of the sentence. */
  readonly differences: readonly Sentence[];
  /** The one press that is wanted most; null where the document has no code for it. */
  readonly next: QueuePress | null;
};

/** @param wrapUp the work after a call, if there is any; its own card ends it. */
export function toQueuesShown(
  { queues, pauseReasons }: Agent,
  servers: readonly Server[],
  wrapUp: WrapUpNow | null,
): QueuesShown {
  // Who is paused wherever he is in is paused, whatever he is not in.
  const isReady = queues.some(({ state }) => state === "ready");
  const inside = queues.filter(({ state }) => state !== "out");
  const told = isReady || inside.length === 0 ? queues : inside;
  const states = told.map(({ state }) => state);
  const [first = "unknown"] = states;
  const isSame = states.every((state) => state === first);
  const state = isSame ? first : states.includes("split") ? "split" : states.includes("ready") ? "ready" : "paused";
  const isOfWrapUp = isSame && first === "paused" && told.every(({ id }) => wrapUp?.queueIds.includes(id) === true);
  if (isOfWrapUp) return { state, next: null, sentence: { key: "wrapUp.label" }, differences: [] };
  const next = findQueuePress(queues);
  const differences =
    queues.length === 1 && state === "split" ? queues.flatMap((one) => listServers(one, servers)) : [];
  const reasons = new Set(told.map((queue) => nameReason(queue, pauseReasons)));
  const [reason = null] = reasons;
  if (isSame && first === "paused" && reasons.size === 1 && reason !== null) {
    return { state, next, sentence: { key: "queue.pausedFor", params: { reason } }, differences };
  }
  if (isSame || state === "split") return { state, next, sentence: { key: ofAll[state] }, differences };
  const ready = states.filter((one) => one === "ready").length;
  return { state, next, sentence: { key: "queues.some", params: { ready, all: queues.length } }, differences };
}

function listServers(queue: Queue, servers: readonly Server[]): Sentence[] {
  return queue.servers.map(({ state, serverId }) => ({
    key: onServer[state],
    params: { server: nameServer(servers, serverId) },
  }));
}

export type QueueShown = {
  readonly sentence: Sentence;
  /** A line for each server that is not as it should be, or that differs. */
  readonly details: readonly Sentence[];
  readonly news: Sentence | null;
};

export function toQueueShown(queue: Queue, reasons: readonly PauseReason[], servers: readonly Server[]): QueueShown {
  const reason = nameReason(queue, reasons);
  const isReasoned = queue.state === "paused" && reason !== null;
  const isByHand = queue.servers.some(({ by }) => by === "done");
  return {
    sentence: isReasoned ? { key: "queue.pausedFor", params: { reason } } : { key: ofOne[queue.state] },
    details: [
      ...queue.servers.flatMap((one) => describeOnServer(queue, one, nameServer(servers, one.serverId)) ?? []),
      ...(isByHand ? [{ key: "queue.asSetHere" } as const] : []),
    ],
    news:
      queue.news === null
        ? null
        : {
            key: news[queue.news.kind],
            params: { server: nameServer(servers, queue.news.serverId), queue: queue.name },
          },
  };
}

function nameReason({ reasonId }: Queue, reasons: readonly PauseReason[]): string | null {
  return reasons.find(({ id }) => id === reasonId)?.name ?? null;
}

function describeOnServer(queue: Queue, { state, repair }: QueueOnServer, server: string): Sentence | null {
  switch (repair) {
    case "away":
      return queue.wanted === "unknown" ? null : { key: "queue.awayOn", params: { server } };
    case "failed":
      return { key: "queue.failedOn", params: { server } };
    case "pending":
      return { key: pendingOn[state], params: { server } };
    case "none":
      return queue.state === "split" ? { key: onServer[state], params: { server } } : null;
    default:
      return assertNever(repair);
  }
}
