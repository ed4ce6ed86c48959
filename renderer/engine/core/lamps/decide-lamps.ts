/** Decides when a server is asked for a lamp, and what its answers and its NOTIFYs mean (RFC 6665 §4.1). */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import { isSuccess } from "../../../../shared/model/sip-code.ts";
import { isReady } from "../registration/registration.ts";
import type { MailboxNews, SipEvent } from "../sip-vocabulary.ts";
import { findRegistration, note, type Turn } from "../turn.ts";
import {
  atGiveUp,
  atOver,
  atWanted,
  findBoard,
  isSameWatched,
  type Board,
  type Lamp,
  type LampPhase,
} from "./board.ts";
import {
  answerWithinMs,
  decideAgainMs,
  decideNoneAgainMs,
  decidePauseMs,
  notifyWithinMs,
  readRefusal,
  stoodMs,
} from "./pacing.ts";

export type LampEvent = Extract<SipEvent, { type: "subscription.answered" | "subscription.notified" | "mailbox.told" }>;
type Answer = Extract<SipEvent, { type: "subscription.answered" }>;
type Notification = Extract<SipEvent, { type: "subscription.notified" }>;
type Standing = Extract<LampPhase, { kind: "standing" }>;

/** Takes an event of a connection; one of an older connection or subscription changes nothing. */
export function decideLampEvent(turn: Turn, event: LampEvent): void {
  const policy = turn.state.config?.failover;
  if (policy === undefined) return;
  if (event.type === "mailbox.told") return hearUnasked(turn, event);
  const board = findBoard(turn.state.lamps, event);
  const lamp = board?.lamps.find(({ id }) => id === event.subscriptionId);
  if (board === undefined || lamp === undefined) return;
  if (event.type === "subscription.answered") acceptAnswer(turn, board, lamp, event, policy);
  else acceptNotification(turn, board, lamp, event, policy);
}

/** A server that tells by itself needs no question; some refuse one beside it. */
function hearUnasked(turn: Turn, event: Extract<LampEvent, { type: "mailbox.told" }>): void {
  const { serverId, connection } = event;
  const registration = findRegistration(turn, serverId);
  if (registration?.connection !== connection || !registration.isSocketOpen) return;
  keepMailbox(turn, event, event.news);
  const board = findBoard(turn.state.lamps, event);
  if (board !== undefined && !board.isTellingMailbox) putBoard(turn, { ...board, isTellingMailbox: true });
}

function acceptAnswer(turn: Turn, board: Board, lamp: Lamp, answer: Answer, policy: FailoverPolicy): void {
  const { phase } = lamp;
  const pending = phase.kind === "asked" ? phase : phase.kind === "standing" ? phase.refresh : null;
  const isAccepted = isSuccess(answer.code);
  if (pending === null) {
    // It was given up, and stands there all the same.
    if (isAccepted && phase.kind === "due") accept(turn, board, lamp, answer, policy);
    return;
  }
  const paced = { ...board, atNext: turn.at + decidePauseMs(turn.at - pending.atAsked, turn.dice) };
  putBoard(turn, paced);
  if (isAccepted) accept(turn, paced, lamp, answer, policy);
  else refuse(turn, paced, lamp, answer);
}

function accept(turn: Turn, board: Board, lamp: Lamp, { expiresS }: Answer, policy: FailoverPolicy): void {
  const grantedS = expiresS ?? askedS(lamp, policy);
  if (grantedS <= 0) return askAgain(turn, board, lamp, null);
  const { phase } = lamp;
  const isNew = phase.kind !== "standing";
  putLamp(turn, board, {
    ...lamp,
    phase: {
      kind: "standing",
      atSince: isNew ? turn.at : phase.atSince,
      ...planRefresh(turn, grantedS),
      refresh: null,
      atSilent: isNew && lamp.told === null ? turn.at + notifyWithinMs : isNew ? null : phase.atSilent,
    },
  });
}

function planRefresh(turn: Turn, expiresS: number): Pick<Standing, "atExpires" | "atRefresh"> {
  const expiresMs = expiresS * 1_000;
  return { atExpires: turn.at + expiresMs, atRefresh: turn.at + expiresMs * turn.dice.uniform(0.5, 0.75) };
}

/** The longest that a server may ask us to ask for, s. */
const longestExpiresS = 86_400;

function refuse(turn: Turn, board: Board, lamp: Lamp, { code, retryAfterS, minExpiresS }: Answer): void {
  switch (readRefusal(code)) {
    case "tooBrief": {
      const isMore = minExpiresS !== null && minExpiresS > lamp.minExpiresS && minExpiresS <= longestExpiresS;
      if (!isMore) return giveUp(turn, board, lamp, code);
      return putLamp(turn, board, { ...lamp, minExpiresS, phase: { kind: "due", at: turn.at } });
    }
    case "noPackage":
      for (const one of board.lamps) {
        if (one.watched.of === lamp.watched.of) giveUp(turn, currentBoard(turn, board), one, code);
      }
      return;
    case "noResource":
      return giveUp(turn, board, lamp, code);
    case "gone":
      return askAgain(turn, board, lamp, retryAfterS);
    case "later":
      return askLater(turn, board, lamp, retryAfterS);
  }
}

/** The question came to nothing. What stands there goes on to its end (RFC 6665 §4.1.2.2). */
function askLater(turn: Turn, board: Board, lamp: Lamp, retryAfterS: number | null): void {
  const { phase, failures } = lamp;
  if (phase.kind !== "standing") return askAgain(turn, board, lamp, retryAfterS);
  const atRefresh = turn.at + decideAgainMs(failures, retryAfterS, turn.dice);
  putLamp(turn, board, { ...lamp, failures: failures + 1, phase: { ...phase, atRefresh, refresh: null } });
}

function acceptNotification(
  turn: Turn,
  board: Board,
  lamp: Lamp,
  { state, reason, retryAfterS, news }: Notification,
  policy: FailoverPolicy,
): void {
  if (news?.of === "mailbox" && state !== "pending") keepMailbox(turn, board, news);
  const told = news?.of === "line" && state !== "pending" ? news.state : lamp.told;
  if (state === "terminated") return terminate(turn, board, { ...lamp, told }, reason, retryAfterS);
  const { phase } = lamp;
  if (phase.kind === "standing") return putLamp(turn, board, { ...lamp, told, phase: { ...phase, atSilent: null } });
  if (phase.kind === "none") return;
  // Before the answer (RFC 6665 §4.1.2.4), or after it was given up: it stands, and for how long will be said.
  putLamp(turn, board, {
    ...lamp,
    told,
    phase: {
      kind: "standing",
      atSince: turn.at,
      ...planRefresh(turn, askedS(lamp, policy)),
      refresh: phase.kind === "asked" ? { atAsked: phase.atAsked, atGiveUp: phase.atGiveUp } : null,
      atSilent: null,
    },
  });
}

/** RFC 6665 §4.1.3: what to do next goes by the reason; none is given where it does not matter. */
function terminate(turn: Turn, board: Board, lamp: Lamp, reason: string | null, retryAfterS: number | null): void {
  switch (reason) {
    case "rejected":
    case "noresource":
      return giveUp(turn, board, lamp, reason);
    case "invariant":
      return putLamp(turn, board, { ...lamp, phase: none(turn) });
    default:
      return askAgain(turn, board, lamp, retryAfterS);
  }
}

/** Anew: at once where it had stood for a while, else with back-off; a server that ends each at once is not hammered. */
function askAgain(turn: Turn, board: Board, lamp: Lamp, retryAfterS: number | null): void {
  const { phase } = lamp;
  const hasTold = phase.kind === "standing" && phase.atSilent === null;
  const hasStood = hasTold && turn.at - phase.atSince >= stoodMs;
  const isPrompt = hasStood && retryAfterS === null;
  const failures = hasStood ? 0 : lamp.failures + 1;
  const at = isPrompt ? turn.at : turn.at + decideAgainMs(failures, retryAfterS, turn.dice);
  putLamp(turn, board, { ...lamp, failures, told: null, phase: { kind: "due", at } });
}

function none(turn: Turn): LampPhase {
  return { kind: "none", atAgain: turn.at + decideNoneAgainMs(turn.dice) };
}

/** The server has none of it: that is no trouble, and said once. */
function giveUp(turn: Turn, board: Board, lamp: Lamp, why: number | string): void {
  putLamp(turn, board, { ...lamp, told: null, phase: none(turn) });
  const { of, resource } = lamp.watched;
  const text = `it does not tell of the ${of} of ${resource}: ${why}`;
  const key = `${board.serverId}: ${text}`;
  if (turn.state.lamps.said.includes(key)) return;
  note(turn, "info", `server:${board.serverId}`, text);
  turn.state = { ...turn.state, lamps: { ...turn.state.lamps, said: [...turn.state.lamps.said, key] } };
}

export function passTimeOfLamps(turn: Turn): void {
  const policy = turn.state.config?.failover;
  if (policy === undefined || turn.state.isStopping) return;
  for (const board of turn.state.lamps.boards) {
    for (const lamp of board.lamps) passTimeOfLamp(turn, currentBoard(turn, board), lamp);
    const registration = findRegistration(turn, board.serverId);
    if (registration !== undefined && isReady(registration)) askNext(turn, currentBoard(turn, board), policy);
  }
}

function passTimeOfLamp(turn: Turn, board: Board, lamp: Lamp): void {
  const isOver = isPast(atOver(lamp), turn);
  if (!isOver && !isPast(atGiveUp(lamp), turn)) return;
  if (isOver) return askAgain(turn, board, lamp, null);
  const paced = { ...board, atNext: turn.at + decidePauseMs(answerWithinMs, turn.dice) };
  putBoard(turn, paced);
  askLater(turn, paced, lamp, null);
}

function askNext(turn: Turn, board: Board, policy: FailoverPolicy): void {
  if (board.atNext > turn.at || board.lamps.some((one) => atGiveUp(one) !== null)) return;
  const lamp = board.lamps.find((one) => isPast(atWanted(one), turn));
  if (lamp === undefined) return;
  const { watched, phase } = lamp;
  if (watched.of === "mailbox" && board.isTellingMailbox && phase.kind !== "standing") {
    return putLamp(turn, board, { ...lamp, phase: none(turn) });
  }
  const { serverId, connection } = board;
  const pending = { atAsked: turn.at, atGiveUp: turn.at + answerWithinMs };
  const isRefresh = phase.kind === "standing" && lamp.id !== null;
  const id = isRefresh ? lamp.id : turn.state.lamps.lastId + 1;
  if (!isRefresh) turn.state = { ...turn.state, lamps: { ...turn.state.lamps, lastId: id } };
  turn.effects.push({
    type: "subscription.send",
    serverId,
    connection,
    subscriptionId: id,
    ...watched,
    expiresS: askedS(lamp, policy),
  });
  putLamp(turn, board, {
    ...lamp,
    id,
    phase: isRefresh ? { ...(phase satisfies Standing), refresh: pending } : { kind: "asked", ...pending },
  });
}

function askedS({ minExpiresS }: Lamp, policy: FailoverPolicy): number {
  return Math.max(policy.subscribeExpiresS, minExpiresS);
}

function isPast(moment: number | null, turn: Turn): boolean {
  return moment !== null && moment <= turn.at;
}

function keepMailbox(
  turn: Turn,
  { serverId, connection }: Pick<Board, "serverId" | "connection">,
  { isWaiting, fresh, old }: MailboxNews,
): void {
  const others = turn.state.lamps.mailboxes.filter((fact) => fact.serverId !== serverId);
  const mailboxes = [...others, { serverId, connection, isWaiting, fresh, old, atTold: turn.at }];
  turn.state = { ...turn.state, lamps: { ...turn.state.lamps, mailboxes } };
}

function currentBoard(turn: Turn, board: Board): Board {
  return turn.state.lamps.boards.find((one) => one.serverId === board.serverId) ?? board;
}

function putBoard(turn: Turn, changed: Board): void {
  const boards = turn.state.lamps.boards.map((one) => (one.serverId === changed.serverId ? changed : one));
  turn.state = { ...turn.state, lamps: { ...turn.state.lamps, boards } };
}

function putLamp(turn: Turn, board: Board, changed: Lamp): void {
  const current = currentBoard(turn, board);
  putBoard(turn, {
    ...current,
    lamps: current.lamps.map((lamp) => (isSameWatched(lamp.watched, changed.watched) ? changed : lamp)),
  });
}
