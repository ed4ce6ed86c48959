/** A call as every outlet sees it: one conversation, with every INVITE that was made or arrived for it. */
import { z } from "zod";
import { CallId, ServerId } from "./ids.ts";
import { Recording, RecordingWish } from "./recording.ts";
import { Remote } from "./remote.ts";
import { EpochMs } from "./time.ts";
import { Transfer } from "./transfer.ts";
import { WrapUpReason } from "./wrap-up-policy.ts";

/**
 *  dialing → ringing → active ⇄ stranded → ended      (outgoing)
 *            ringing → active ⇄ stranded → ended      (incoming)
 */
export const CallState = z.enum(["dialing", "ringing", "active", "stranded", "ended"]);
export type CallState = z.infer<typeof CallState>;

export const CallDirection = z.enum(["outgoing", "incoming"]);
export type CallDirection = z.infer<typeof CallDirection>;

export const Signalling = z.enum(["ok", "lost"]);
export type Signalling = z.infer<typeof Signalling>;

/** Why an attempt ended without an answer, or why the dial moved on. */
export const AttemptWhy = z.enum([
  "noResponse",
  "socketClosed",
  "serverLost",
  "notConnected",
  "serverUnavailable",
  "rejected",
  "hungUp",
  "media",
]);
export type AttemptWhy = z.infer<typeof AttemptWhy>;

export const AttemptOutcome = z.enum(["pending", "ringing", "answered", "carriedOver", "failed", "cancelled"]);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

export const Attempt = z.strictObject({
  serverId: ServerId,
  atStarted: EpochMs,
  outcome: AttemptOutcome,
  /** Final SIP code, where one came. */
  code: z.number().int().nullable(),
  /** From the INVITE's order to the outcome, ms. */
  ms: z.number().int().nonnegative().nullable(),
  why: AttemptWhy.nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

export const LegOutcome = z.enum(["ringing", "answered", "cancelled", "elsewhere", "rejected"]);
export type LegOutcome = z.infer<typeof LegOutcome>;

export const Leg = z.strictObject({
  serverId: ServerId,
  atStarted: EpochMs,
  atEnded: EpochMs.nullable(),
  outcome: LegOutcome,
});
export type Leg = z.infer<typeof Leg>;

export const CallEndBy = z.enum(["local", "remote", "server", "system"]);
export type CallEndBy = z.infer<typeof CallEndBy>;

export const CallEndReason = z.enum([
  "hungUp",
  "cancelled",
  "declined",
  "busy",
  "noAnswer",
  "notReachable",
  "notFound",
  "notPermitted",
  "rejected",
  "serverUnavailable",
  "noServer",
  "pinnedServerLost",
  "missed",
  "answeredElsewhere",
  "doNotDisturb",
  "callWaitingOff",
  "forwarded",
  "signallingLost",
  "serverLost",
  "rescued",
  "transferred",
  "transferFailed",
  "media",
  "engineLost",
]);
export type CallEndReason = z.infer<typeof CallEndReason>;

export const CallEnd = z.strictObject({
  by: CallEndBy,
  reason: CallEndReason,
  /** Final SIP code, where one came. */
  code: z.number().int().nullable(),
});
export type CallEnd = z.infer<typeof CallEnd>;

export const Quality = z.strictObject({
  /** E-model mean opinion score, 1 to 4.5. */
  mos: z.number(),
  lossPct: z.number(),
  jitterMs: z.number(),
  rttMs: z.number(),
  /** Where the voice that is sent fares worse than the one that is heard: the figures are of it, as the other side says. */
  worse: z.literal("sent").optional(),
});
export type Quality = z.infer<typeof Quality>;

/** Something is heard: of the figures' way, or of the other one, which fares better. */
export function hasSound({ lossPct, worse }: Quality): boolean {
  return worse === "sent" || lossPct < 100;
}

/** Characters an operator may note about a call. */
export const longestNote = 500;

export const Call = z.strictObject({
  id: CallId,
  direction: CallDirection,
  state: CallState,
  held: z.boolean(),
  /** It was answered while the operator talked to somebody else, and has waited on hold since. */
  answeredAside: z.boolean().default(false),
  muted: z.boolean(),
  /** When the operator last spoke for a second while muted; null from mute to mute until that happens. */
  atSpokeMuted: EpochMs.nullable().default(null),
  /** Nobody has answered yet, but a way to the other side is open: what it sends is heard, and digits reach it. */
  earlyMedia: z.boolean().default(false),
  signalling: Signalling,
  /** The server this call is on now: the current attempt's, or the leg's that rings or was answered. */
  serverId: ServerId,
  remote: Remote,
  /** The queue that sent it, by the document's name for it where it has one; null: none, or nothing says so. */
  queue: z.string().nullable().default(null),
  atStarted: EpochMs,
  /** When it will be answered by itself; null: only by a person. */
  atAutoAnswer: EpochMs.nullable().default(null),
  atAnswered: EpochMs.nullable(),
  /** When the conversation this call goes on with was first answered: its own answer, or that of the call it rescues. */
  atFirstAnswered: EpochMs.nullable().default(null),
  atEnded: EpochMs.nullable(),
  /** Sent as X-Call-Attempt-ID with every INVITE of this dial; the call's own id for incoming calls. */
  attemptId: z.string().min(1),
  rescueOf: CallId.nullable(),
  /** Whether policy, dial rules and number allow `call.rescue`, should its server be lost. */
  mayRescue: z.boolean(),
  /** The servers whose dial rules let it be called back; empty where `mayRescue` is false. */
  rescueServerIds: z.array(ServerId).default([]),
  /** The operator's own words about the conversation; a rescue goes on with them. */
  note: z.string().max(longestNote).default(""),
  /** What came of the conversation, chosen among the document's reasons; a rescue goes on with it. */
  wrapUp: WrapUpReason.nullable().default(null),
  /** This call was dialled to ask somebody before that one is handed over. */
  consultOf: CallId.nullable().default(null),
  /** How handing it over goes, or went. */
  transfer: Transfer.nullable().default(null),
  /** Mixed here with the others of which this is so; there is one conference at most. */
  inConference: z.boolean().default(false),
  /** Null as long as nobody began one. */
  recording: Recording.nullable().default(null),
  /** What may be asked of its recording now; empty where the document lets nothing be recorded. */
  mayRecord: z.array(RecordingWish).default([]),
  attempts: z.array(Attempt),
  legs: z.array(Leg),
  /** Of the last two seconds; once the call is over, of all of it. */
  quality: Quality.nullable(),
  /** Of a call that is over: the lowest score of any two seconds. */
  worstMos: z.number().nullable().default(null),
  end: CallEnd.nullable(),
});
export type Call = z.infer<typeof Call>;

/** It waits for this operator to answer. */
export function isRingingHere({ direction, state }: Pick<Call, "direction" | "state">): boolean {
  return direction === "incoming" && state === "ringing";
}
