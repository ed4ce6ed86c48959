/** What becomes wanted, whoever wants it: every server whose state is another is brought to it, and tried anew. */
import type { Turn } from "../turn.ts";
import { putQueue } from "./put-queue.ts";
import { codeFor, codesOf, hintOf, type Axis, type Fact, type QueueRecord } from "./queue-record.ts";

/** Whoever changes one server from elsewhere may be about to change the others too: they are left this long to do so, ms. */
const othersFollowMs = 2_000;

export type Want = {
  readonly member?: boolean;
  readonly paused?: boolean;
  readonly reasonId?: string | null;
  readonly extension?: string | null;
  /** The operator said it just now: a server that cannot tell what is so is told in any case. */
  readonly isOrder?: boolean;
  readonly isWrapUp?: boolean;
};

/** Who is not in a queue is not paused in it either. */
export function want(
  turn: Turn,
  queue: QueueRecord,
  { member, paused, reasonId, extension = queue.extension, isOrder = false, isWrapUp = false }: Want,
): QueueRecord {
  const isIn = member ?? queue.member;
  const isPaused = isIn === false ? false : (paused ?? queue.paused);
  const reason = isPaused === true ? (reasonId === undefined ? queue.reasonId : reasonId) : null;
  const isOtherReason = isPaused === true && reason !== queue.reasonId;
  const atNext = isOrder ? turn.at : turn.at + othersFollowMs * turn.dice.uniform(0.5, 1.5);
  const servers = queue.servers.map((one) => {
    const codes = codesOf(turn.state, queue.id, one.serverId);
    const isReasonTold = codes.pause?.includes("{reason}") === true;
    const renew = (axis: Axis, isAsked: boolean): Fact => ({
      ...one[axis],
      tries: 0,
      atNext,
      isUndeserved: false,
      isDue: isOrder && isAsked && hintOf(codes, axis) === null,
    });
    const renewed = { member: renew("member", member !== undefined), paused: renew("paused", paused !== undefined) };
    const isRetold = isOtherReason && isReasonTold && isOrder;
    const isMoved = extension !== null && extension !== queue.extension;
    return {
      ...one,
      member: { ...renewed.member, isDue: renewed.member.isDue || isMoved },
      paused: { ...renewed.paused, isDue: renewed.paused.isDue || isRetold },
    };
  });
  const pause = { paused: isPaused, reasonId: reason, isWrapUp: isPaused === true && isWrapUp };
  return putQueue(turn, { ...queue, ...pause, member: isIn, extension, servers, news: null });
}

/** Whether any server has codes for it. */
export function hasCodes(turn: Turn, queue: QueueRecord, axis: Axis): boolean {
  return queue.servers.some(({ serverId }) => codeFor(codesOf(turn.state, queue.id, serverId), axis, true) !== null);
}
