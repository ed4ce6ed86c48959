/** The seat in its queues as the core keeps it: what is wanted, what each server is known to hold, what is under way. */
import type { QueueCodesOnServer, QueueId, QueueNews } from "../../../../shared/model/agent.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import { findBoard, findLine, type Lamp } from "../lamps/board.ts";
import type { PhoneState } from "../phone-state.ts";
import { isReady, isUsable, type Registration } from "../registration/registration.ts";
import type { ConnectionNumber, ServiceId } from "../sip-vocabulary.ts";

/** Two things are kept in step for each queue: whether the seat is a member, and whether it is paused. */
export const axes = ["member", "paused"] as const;
export type Axis = (typeof axes)[number];

/** One of the two on one server. */
export type Fact = {
  /** Null: not known. */
  readonly value: boolean | null;
  readonly by: "told" | "done" | null;
  /** Over which it was told. */
  readonly connection: ConnectionNumber | null;
  /** The operator asked, and no hint can say that it is so already: the code is dialled whatever is known. */
  readonly isDue: boolean;
  /** Codes dialled for it in vain, in a row. */
  readonly tries: number;
  /** No code for it is dialled sooner. */
  readonly atNext: Instant;
  /** What the last code that was obeyed there brought, until it is told; and for as long as that may be an echo. */
  readonly done: boolean | null;
  /** Until then a change that is told comes of what was done from here. */
  readonly atSettled: Instant;
  /** The server paused the seat for a call it could not deliver: what undoes it is said to the operator. */
  readonly isUndeserved: boolean;
};

export type QueueOnServerRecord = { readonly serverId: ServerId } & { readonly [One in Axis]: Fact };

export type QueueRecord = {
  readonly id: QueueId;
  /** What is wanted; null: nobody has said so yet. */
  readonly member: boolean | null;
  readonly paused: boolean | null;
  /** Of the pause, where it was asked from here. */
  readonly reasonId: string | null;
  /** The pause is that of the work after a call, and ends with it; whoever changes it makes it his own. */
  readonly isWrapUp: boolean;
  /** Of a desk: the extension that was taken over from here. */
  readonly extension: string | null;
  readonly servers: readonly QueueOnServerRecord[];
  readonly news: { readonly kind: QueueNews["kind"]; readonly serverId: ServerId; readonly at: Instant } | null;
};

/** A code that is being dialled: one at a time for a server. */
export type Step = {
  readonly id: ServiceId;
  readonly serverId: ServerId;
  readonly queueId: QueueId;
  readonly axis: Axis;
  readonly value: boolean;
  /** As it was dialled, the reason or the extension in it. */
  readonly target: string;
  /** `answered`: it is done, and the server has yet to hang up. */
  readonly phase: "calling" | "answered";
  readonly atGiveUp: Instant;
};

export type AgentRecord = {
  readonly queues: readonly QueueRecord[];
  readonly steps: readonly Step[];
  readonly lastId: ServiceId;
};

export const noAgent: AgentRecord = { queues: [], steps: [], lastId: 0 };

export const unknownFact: Fact = {
  value: null,
  by: null,
  connection: null,
  isDue: false,
  tries: 0,
  atNext: 0,
  done: null,
  atSettled: 0,
  isUndeserved: false,
};

/** A code that was dialled so often in vain is dialled no more, until something changes. */
export const mostTries = 5;

const noCodes: QueueCodesOnServer = {
  login: null,
  logout: null,
  pause: null,
  unpause: null,
  memberHint: null,
  pauseHint: null,
};

/** The desk is kept in step like a queue that one may only be in or out of; no queue of a document can have this id. */
export const deskId = "@desk" as QueueId;

/** Do not disturb, where the servers have it too, in the same way. */
export const dndId = "@dnd" as QueueId;

/** Calls come from it; the desk and do not disturb are no queues. */
export function isQueue({ id }: Pick<QueueRecord, "id">): boolean {
  return id !== deskId && id !== dndId;
}

export function codesOf({ config }: PhoneState, queueId: QueueId, serverId: ServerId): QueueCodesOnServer {
  const agent = config?.agent ?? null;
  if (queueId === deskId) return agent?.desk?.[serverId] ?? noCodes;
  if (queueId === dndId) return agent?.dnd?.[serverId] ?? noCodes;
  return agent?.queues.find(({ id }) => id === queueId)?.codes[serverId] ?? noCodes;
}

export function codeFor(codes: QueueCodesOnServer, axis: Axis, value: boolean): string | null {
  if (axis === "member") return value ? codes.login : codes.logout;
  return value ? codes.pause : codes.unpause;
}

export function hintOf(codes: QueueCodesOnServer, axis: Axis): string | null {
  return axis === "member" ? codes.memberHint : codes.pauseHint;
}

/** The lamp of a hint over the connection that stands; a dark one tells nothing, and is waited for no more. */
export function findHint(
  { lamps }: PhoneState,
  registration: Registration,
  hint: string | null,
): { readonly lamp: Lamp; readonly isDark: boolean } | null {
  const lamp = hint === null ? undefined : findLine(findBoard(lamps, registration), hint);
  if (lamp === undefined) return null;
  return { lamp, isDark: lamp.told === null && (lamp.phase.kind === "none" || lamp.failures > 0) };
}

/**
 * What is known now. What was told over another connection is not: the server may have changed its mind, or forgotten.
 * What was done from here holds where no hint tells better.
 */
export function knownValue(queue: QueueRecord, registration: Registration, axis: Axis): boolean | null {
  const fact = factOf(queue, registration.serverId, axis);
  if (fact.by !== "told") return fact.value;
  return isUsable(registration) && fact.connection === registration.connection ? fact.value : null;
}

/**
 * Whether a server is to be told: it is known to hold something else, or was last brought to something else from here,
 * however little its hint has told of that yet.
 */
export function isOtherThan(
  queue: QueueRecord,
  registration: Registration,
  axis: Axis,
  wanted: boolean | null,
): boolean {
  const { done } = factOf(queue, registration.serverId, axis);
  return knownValue(queue, registration, axis) !== wanted || (done !== null && done !== wanted);
}

/** A code for that queue is under way there. */
export function isBeingDialled({ agent }: PhoneState, queue: QueueRecord, serverId: ServerId): boolean {
  return agent.steps.some((step) => step.serverId === serverId && step.queueId === queue.id);
}

/** Nothing is known yet, and the server is about to say it. */
export function isAwaited(state: PhoneState, registration: Registration, hint: string | null): boolean {
  if (hint === null || !isReady(registration)) return false;
  const found = findHint(state, registration, hint);
  return found === null || (found.lamp.told === null && !found.isDark);
}

export function withFact(queue: QueueRecord, serverId: ServerId, axis: Axis, change: Partial<Fact>): QueueRecord {
  return {
    ...queue,
    servers: queue.servers.map((one) =>
      one.serverId === serverId ? { ...one, [axis]: { ...one[axis], ...change } } : one,
    ),
  };
}

export function factOf(queue: QueueRecord, serverId: ServerId, axis: Axis): Fact {
  return queue.servers.find((one) => one.serverId === serverId)?.[axis] ?? unknownFact;
}
