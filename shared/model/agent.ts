/** The seat in its queues: what the operator wants, what every server says, and what is being done about the difference. */
import { z } from "zod";
import { ServerId } from "./ids.ts";
import { textLine } from "./text-line.ts";
import { EpochMs } from "./time.ts";

export const QueueId = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,40}$/u, "an id of 1 to 40 letters, digits, -, . or _, as the server knows the queue")
  .brand("QueueId");
export type QueueId = z.infer<typeof QueueId>;

/** What a document may list: each with hints is two subscriptions on every server. */
export const mostQueues = 20;

const named = textLine(1, 64);

/** `id` stands for {reason} in the code that pauses. */
export const PauseReason = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9]{1,16}$/u, "1 to 16 letters or digits"),
  name: named,
});
export type PauseReason = z.infer<typeof PauseReason>;

export const QueueEntry = z.strictObject({ id: QueueId, name: named });
export type QueueEntry = z.infer<typeof QueueEntry>;

/** Filled for this account but for {reason}; null: the ability is missing there, or nothing tells. */
export const QueueCodesOnServer = z.strictObject({
  login: z.string().nullable(),
  logout: z.string().nullable(),
  pause: z.string().nullable(),
  unpause: z.string().nullable(),
  memberHint: z.string().nullable(),
  pauseHint: z.string().nullable(),
});
export type QueueCodesOnServer = z.infer<typeof QueueCodesOnServer>;

/** What may be done about a colleague's call; {extension} is yet to be filled, with the colleague's. */
export const CallCodes = z.strictObject({
  pickUp: z.string().nullable(),
  listen: z.string().nullable(),
  whisper: z.string().nullable(),
});
export type CallCodes = z.infer<typeof CallCodes>;

/** What the engine is told of queues and codes. */
export const AgentConfig = z.strictObject({
  queues: z.array(QueueEntry.extend({ codes: z.record(ServerId, QueueCodesOnServer) })),
  pauseReasons: z.array(PauseReason),
  callCodes: z.record(ServerId, CallCodes),
  /** `login` takes over, `logout` releases, both with {extension} yet to be filled; null: no server can. */
  desk: z.record(ServerId, QueueCodesOnServer).nullable(),
  /** `login` has the server turn calls away, `logout` lets them through; null: no server can. */
  dnd: z.record(ServerId, QueueCodesOnServer).nullable().default(null),
});
export type AgentConfig = z.infer<typeof AgentConfig>;

/** `ready`: calls of the queue come. */
export const SeatState = z.enum(["ready", "paused", "out", "unknown"]);
export type SeatState = z.infer<typeof SeatState>;

export const QueueOnServer = z.strictObject({
  serverId: ServerId,
  state: SeatState,
  /** `told`: by the server's hint. `done`: it is what was last done from here. Null: nothing is known. */
  by: z.enum(["told", "done"]).nullable(),
  /** `away`: it cannot be asked now, and gets what it missed. `failed`: it was asked often enough, and is left alone. */
  repair: z.enum(["none", "pending", "away", "failed"]),
});
export type QueueOnServer = z.infer<typeof QueueOnServer>;

/** What came to pass without the operator's asking. */
export const QueueNews = z.strictObject({
  /** `unpausedAgain`: a server had paused the seat for a call it could not deliver, and that was undone. */
  kind: z.enum([
    "unpausedAgain",
    "pausedUnanswered",
    "pausedElsewhere",
    "unpausedElsewhere",
    "inElsewhere",
    "outElsewhere",
  ]),
  serverId: ServerId,
  at: EpochMs,
});
export type QueueNews = z.infer<typeof QueueNews>;

export const Queue = QueueEntry.extend({
  mayLogIn: z.boolean(),
  mayPause: z.boolean(),
  /** Over the servers that can be asked now: `split` when they disagree. */
  state: z.enum([...SeatState.options, "split"]),
  /** What the servers are brought to; `unknown` until the operator or all servers have said. */
  wanted: SeatState,
  /** Of the pause, where it was asked from here. */
  reasonId: z.string().nullable(),
  servers: z.array(QueueOnServer),
  news: QueueNews.nullable(),
});
export type Queue = z.infer<typeof Queue>;

/** The extension of another desk, taken over to this one. */
export const Desk = z.strictObject({
  state: Queue.shape.state,
  /** Null while none is taken over, or where only the hint tells that one is. */
  extension: z.string().nullable(),
  /** The code that gives it back needs the extension, and nobody here knows which it is. */
  mustName: z.boolean(),
  servers: z.array(QueueOnServer),
});
export type Desk = z.infer<typeof Desk>;

/** Whether some server has the code: to take a colleague's ringing call, to hear a call, to speak to the colleague alone. */
export const CallAbilities = z.strictObject({ pickUp: z.boolean(), listen: z.boolean(), whisper: z.boolean() });
export type CallAbilities = z.infer<typeof CallAbilities>;

export const Agent = z.strictObject({
  queues: z.array(Queue),
  pauseReasons: z.array(PauseReason),
  may: CallAbilities,
  /** Null where the document has no code to take one over. `ready`: taken over; `out`: not. */
  desk: Desk.nullable(),
  /** Do not disturb as the servers have it, beside the phone's own; null where the document has no code for it. */
  dnd: z
    .strictObject({ servers: z.array(QueueOnServer) })
    .nullable()
    .default(null),
});
export type Agent = z.infer<typeof Agent>;
