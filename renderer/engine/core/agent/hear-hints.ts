/**
 * What a server's hint says is compared with what is wanted. The first word of a connection that differs is what the server
 * missed, or did on its own while it could not reach us: it is put right. A change while the connection stands was made by
 * somebody: it becomes what is wanted, everywhere; but for a pause after a call that the phone turned away by itself.
 */
import type { QueueNews } from "../../../../shared/model/agent.ts";
import type { CallEndReason } from "../../../../shared/model/call.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { CallRecord } from "../calls/call-record.ts";
import { isReady, isUsable, type Registration } from "../registration/registration.ts";
import { note, type Turn } from "../turn.ts";
import { findQueue, putQueue } from "./put-queue.ts";
import {
  axes,
  codesOf,
  factOf,
  findHint,
  hintOf,
  isBeingDialled,
  knownValue,
  withFact,
  type Axis,
  type Fact,
  type QueueRecord,
} from "./queue-record.ts";
import { saysWhoseQueue } from "./says-whose-queue.ts";
import { want } from "./want.ts";

/** What a server holds against our wish is put right after U(½, 1½) of this, for somebody may just be changing it, ms. */
const graceMs = 4_000;
/** Whoever rings less long cannot be answered, ms. */
const takeableMs = 1_000;
/** A server that was in doubt counts as cut off for so long, ms. */
const steadyMs = 3_000;
/** A pause follows a call that was not taken within this, ms. */
const pauseFollowsMs = 15_000;

export function hearHints(turn: Turn): void {
  for (const { id } of turn.state.agent.queues) {
    for (const registration of turn.state.registrations) {
      if (!isUsable(registration)) {
        distrust(turn, id, registration.serverId);
        continue;
      }
      const codes = codesOf(turn.state, id, registration.serverId);
      for (const axis of axes) {
        const told = findHint(turn.state, registration, hintOf(codes, axis))?.lamp.told ?? null;
        const queue = findQueue(turn, id);
        if (told === null || queue === undefined) continue;
        hearWord(turn, queue, registration, axis, told !== "idle");
      }
      adopt(turn, id);
    }
  }
}

/** What it says after it was lost is a first word, also over the connection that was given up and came back to life. */
function distrust(turn: Turn, queueId: QueueRecord["id"], serverId: ServerId): void {
  for (const axis of axes) {
    const queue = findQueue(turn, queueId);
    if (queue === undefined || factOf(queue, serverId, axis).connection === null) continue;
    putQueue(turn, withFact(queue, serverId, axis, { connection: null }));
  }
}

function hearWord(turn: Turn, queue: QueueRecord, registration: Registration, axis: Axis, value: boolean): void {
  const { serverId, connection } = registration;
  const fact = factOf(queue, serverId, axis);
  const isKnown = fact.by === "told" && fact.connection === connection;
  if (isKnown && fact.value === value) return;
  const isFirst = !isKnown || !isSteady(registration, turn.at);
  const done = fact.atSettled > turn.at ? fact.done : null;
  const told = { value, by: "told", connection, done } as const;
  const wanted = queue[axis];
  if (wanted === value || wanted === null) return agree(turn, queue, serverId, axis, fact, told);
  const heard = putQueue(turn, withFact(queue, serverId, axis, told));
  if (axis === "paused" && knownValue(heard, registration, "member") === false) return;
  if (isOurs(turn, heard, serverId, axis, isFirst)) return;
  const isPause = axis === "paused" && value;
  // The pause that it had before it was cut off was not made by a call.
  const wasPaused = isPause && wasSo(fact);
  const blame = isPause && !(isFirst && wasPaused) ? findBlame(turn, serverId, isFirst) : null;
  if (blame === "phone" || (isFirst && blame === null)) {
    const atNext = turn.at + graceMs * turn.dice.uniform(0.5, 1.5);
    const isUndeserved = isPause && (fact.isUndeserved || !wasPaused);
    putQueue(turn, withFact(heard, serverId, axis, { tries: 0, atNext, isUndeserved }));
    return;
  }
  const kind = isPause && blame === "operator" ? "pausedUnanswered" : elsewhere(axis, value);
  note(turn, "info", `server:${serverId}`, `queue ${queue.id}: ${kind}`);
  // Which desk was taken over elsewhere, nobody says.
  const extension = axis === "member" && value ? null : heard.extension;
  const taken = want(turn, heard, { [axis]: value, reasonId: null, extension });
  putQueue(turn, { ...taken, news: { kind, serverId, at: turn.at } });
}

function agree(
  turn: Turn,
  queue: QueueRecord,
  serverId: ServerId,
  axis: Axis,
  fact: Fact,
  told: Pick<Fact, "value" | "by" | "connection" | "done">,
): void {
  const settled = withFact(queue, serverId, axis, { ...told, tries: 0, isUndeserved: false });
  const isUndone = axis === "paused" && fact.isUndeserved && told.value === false;
  const news = isUndone ? ({ kind: "unpausedAgain", serverId, at: turn.at } as const) : queue.news;
  putQueue(turn, { ...settled, news });
}

function elsewhere(axis: Axis, value: boolean): QueueNews["kind"] {
  if (axis === "member") return value ? "inElsewhere" : "outElsewhere";
  return value ? "pausedElsewhere" : "unpausedElsewhere";
}

/** A code of ours is under way there, or its doings are still being told. */
function isOurs(turn: Turn, queue: QueueRecord, serverId: ServerId, axis: Axis, isFirst: boolean): boolean {
  const { atSettled, isDue } = factOf(queue, serverId, axis);
  return isBeingDialled(turn.state, queue, serverId) || isDue || (!isFirst && atSettled > turn.at);
}

/** What a server tells is what it held before, or was brought to since it last told: it missed that it is over. */
function wasSo({ value, done }: Fact): boolean {
  return (done ?? value) === true;
}

/** What comes from a server that was in doubt just now may have waited in the line. */
function isSteady(registration: Registration, at: Instant): boolean {
  const { atReadySince } = registration;
  return isReady(registration) && atReadySince !== null && at - atReadySince >= steadyMs;
}

type Blame = "operator" | "phone";

/** How a call ends that the operator did not want. */
const wishes: ReadonlySet<CallEndReason> = new Set(["declined", "doNotDisturb", "forwarded"]);

/** Whose it is that a call which this server rang here just now was not taken; null: it rang none. */
function findBlame(turn: Turn, serverId: ServerId, wasCutOff: boolean): Blame | null {
  const rang = turn.state.calls.findLast(({ direction, legs, queue }) => {
    // No queue pauses anybody for a call that was none of its own.
    if (queue === null && saysWhoseQueue(turn.state)) return false;
    const leg = legs.findLast((one) => one.serverId === serverId && one.outcome !== "answered");
    return direction === "incoming" && leg !== undefined && (leg.atEnded ?? turn.at) + pauseFollowsMs > turn.at;
  });
  if (rang === undefined) return null;
  if (rang.atAnswered !== null || isTooBrief(rang, serverId)) return "phone";
  // A call that was lost with its server ends as missed too, and nobody could have taken it.
  if (wasCutOff) return rang.end !== null && wishes.has(rang.end.reason) ? "operator" : "phone";
  return rang.end === null || rang.end.reason === "missed" || wishes.has(rang.end.reason) ? "operator" : "phone";
}

/** What waited in a broken line is offered and taken back in one breath: nobody could have taken it. */
function isTooBrief({ legs }: CallRecord, serverId: ServerId): boolean {
  const leg = legs.findLast((one) => one.serverId === serverId);
  return leg?.outcome === "cancelled" && (leg.atEnded ?? leg.atStarted) - leg.atStarted < takeableMs;
}

/** Where nobody has said what is wanted: what all servers say, as soon as all that can be asked have spoken and agree. */
function adopt(turn: Turn, queueId: QueueRecord["id"]): void {
  for (const axis of axes) {
    const queue = findQueue(turn, queueId);
    if (queue === undefined || queue[axis] !== null) continue;
    const words = turn.state.registrations.flatMap((registration): (boolean | null)[] => {
      const { serverId, phase } = registration;
      const hint = hintOf(codesOf(turn.state, queueId, serverId), axis);
      if (hint === null || phase.kind === "lost" || phase.kind === "refused") return [];
      if (!isReady(registration)) return [null];
      const found = findHint(turn.state, registration, hint);
      return found?.isDark === true ? [] : [knownValue(queue, registration, axis)];
    });
    const [first = null] = words;
    if (first !== null && words.every((word) => word === first)) putQueue(turn, { ...queue, [axis]: first });
  }
}
