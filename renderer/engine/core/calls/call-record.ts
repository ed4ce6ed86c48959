/** A call as the core keeps it: what every outlet sees, and the deadlines and INVITEs behind it. */
import {
  isRingingHere,
  type AttemptOutcome,
  type AttemptWhy,
  type CallDirection,
  type CallEnd,
  type CallState,
  type LegOutcome,
  type Quality,
} from "../../../../shared/model/call.ts";
import type { CallId, InviteId, ServerId } from "../../../../shared/model/ids.ts";
import type { Remote } from "../../../../shared/model/remote.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { Transfer } from "../../../../shared/model/transfer.ts";
import { inheritRecording, type RecordingRecord } from "../recording/recording-record.ts";
import type { SoundTally } from "./sound-tally.ts";
import type { WrapUpReason } from "../../../../shared/model/wrap-up-policy.ts";

export type AttemptRecord = {
  readonly inviteId: InviteId;
  readonly serverId: ServerId;
  readonly atStarted: Instant;
  readonly outcome: AttemptOutcome;
  readonly code: number | null;
  readonly ms: number | null;
  readonly why: AttemptWhy | null;
  /** Set while the INVITE on the wire has no response at all. */
  readonly atTryingDue: Instant | null;
  /** Set until the INVITE is on the wire: opening a microphone may hang. */
  readonly atSendDue: Instant | null;
  /** Its silence made the server doubtful once. */
  readonly hasDoubted: boolean;
  /** Somebody's phone was said to ring: any 18x but a 183. */
  readonly hasRung: boolean;
  /** A sound was agreed before the answer. */
  readonly hasEarlyMedia: boolean;
};

/** The attempt that follows: its offer is being made while the one before may still be heard. */
export type NextAttempt = {
  readonly inviteId: InviteId;
  readonly serverId: ServerId;
  /** Why the attempt before it is given up as soon as this one can leave. */
  readonly terms: GivingUp;
  readonly atPrepareDue: Instant;
};

export type GivingUp = {
  readonly why: AttemptWhy;
  readonly code: number | null;
  /** How the call ends if no other server can take it. */
  readonly end: CallEnd;
  /** The INVITE may still be alive there: it is cancelled, and a late answer hung up. */
  readonly isAbandoned: boolean;
};

export type LegRecord = {
  readonly inviteId: InviteId;
  readonly serverId: ServerId;
  readonly atStarted: Instant;
  readonly atEnded: Instant | null;
  readonly outcome: LegOutcome;
  /** The id that an edge put on this leg; the call's own may come from another one. */
  readonly strongKey: string | null;
  /** After the answer of another leg: when this one stops being taken for its twin. */
  readonly atTwinDue: Instant | null;
  /** Its socket died while it rang: when it is given up. */
  readonly atGiveUp: Instant | null;
};

/** How far an incoming call's answer has come. */
export type Answering =
  | { readonly kind: "no" }
  /** Its server is away, or the caller is between two: the 200 goes out as soon as there is a leg to send it on. */
  | { readonly kind: "waiting"; readonly inviteId: InviteId; readonly atGiveUp: Instant }
  | { readonly kind: "sending"; readonly inviteId: InviteId; readonly atGiveUp: Instant }
  | { readonly kind: "unacknowledged"; readonly inviteId: InviteId; readonly atGiveUp: Instant }
  | { readonly kind: "done" };

export type SignallingRecord =
  | { readonly kind: "ok" }
  /** `atGiveUp`: an early dialog ends then; a confirmed one lives on. `atRefresh`: when a re-INVITE is tried again. */
  | { readonly kind: "lost"; readonly atGiveUp: Instant | null; readonly atRefresh: Instant | null };

export type TransferRecord = Transfer & {
  /** When nothing more is expected of it, or a failure is forgotten. */
  readonly atDue: Instant;
  /** It failed, and the server was asked whether it still has the call. */
  readonly isChecking: boolean;
};

export type CallRecord = {
  readonly id: CallId;
  readonly direction: CallDirection;
  readonly state: CallState;
  readonly remote: Remote;
  /** What was dialled; null for incoming calls. */
  readonly target: string | null;
  readonly isEmergency: boolean;
  readonly attemptId: string;
  readonly rescueOf: CallId | null;
  /** Of a rescue: who had called whom in the conversation that was lost. It settles which of two crossing calls goes on. */
  readonly lostDirection: CallDirection | null;
  readonly strongKey: string | null;
  /** The queue that sent it, by its name. */
  readonly queue: string | null;
  readonly atStarted: Instant;
  readonly atAutoAnswer: Instant | null;
  /** When it is sent on, unless somebody answers it. */
  readonly atForward: Instant | null;
  readonly atAnswered: Instant | null;
  /** The first answer of the conversation that this call goes on with, its own unless it is a rescue. */
  readonly atFirstAnswered: Instant | null;
  readonly atEnded: Instant | null;
  /** Its server agreed to hold it, and has not agreed to take it back. */
  readonly isHeld: boolean;
  /** The operator is not with this call, whatever its server agreed to: nothing is said or heard in it. */
  readonly isSilent: boolean;
  /** What its server was asked, and has not agreed to; null: nothing, or it may be asked anew. */
  readonly holdAsked: "hold" | "resume" | null;
  /** It was answered while the operator was with another call, and has not been talked on yet. */
  readonly isAnsweredAside: boolean;
  readonly isMuted: boolean;
  /** When the operator spoke and was muted. */
  readonly atSpokeMuted: Instant | null;
  /** Of the last two seconds; once it is over, of the whole call. */
  readonly quality: Quality | null;
  readonly sound: SoundTally | null;
  /** The operator's words; never in a log. */
  readonly note: string;
  /** What came of it, as the operator chose. */
  readonly wrapUp: WrapUpReason | null;
  /** It came in and was taken, and a queue had sent it; where nothing says so, while the seat was logged in to one. */
  readonly isOfQueue: boolean;
  /** The call that this one was dialled for, to ask before that one is handed over. */
  readonly consultOf: CallId | null;
  readonly transfer: TransferRecord | null;
  readonly isInConference: boolean;
  readonly recording: RecordingRecord | null;
  readonly end: CallEnd | null;
  readonly attempts: readonly AttemptRecord[];
  readonly next: NextAttempt | null;
  readonly legs: readonly LegRecord[];
  /** The INVITE whose dialog carries the conversation. */
  readonly inviteId: InviteId | null;
  readonly serverId: ServerId;
  /** It was to go through one server and no other. */
  readonly isPinned: boolean;
  /** Servers this dial has not tried yet, best first. */
  readonly untried: readonly ServerId[];
  readonly answering: Answering;
  readonly signalling: SignallingRecord;
  readonly isMediaFlowing: boolean;
  /** Every leg ended without an answer: how long the next server's leg is waited for. */
  readonly atGapDue: Instant | null;
  /** An emergency call without any server in reach: how long one is waited for. */
  readonly atServerDue: Instant | null;
  /** A re-INVITE of ours is under way. */
  readonly isRefreshing: boolean;
  /** The computer's address changed since the last one, so the next restarts ICE. */
  readonly hasNewAddress: boolean;
  /** When ICE was last restarted, and when it is looked at whether a change right after that left the voice silent. */
  readonly atMoved: Instant | null;
  readonly atMoveDue: Instant | null;
  /** Policy `auto`: when a stranded call is redialled by itself. */
  readonly atRescue: Instant | null;
  /**
   * INVITEs of a server, or of an account on it, that left the document: the socket they have carries them to their end,
   * and news of a server that bears the same id now is not about them.
   */
  readonly leftBehind: readonly InviteId[];
};

/** What a rescue takes over from the call it rescues, so that it is the same conversation to the operator. */
export type Inheritance = Pick<
  CallRecord,
  | "rescueOf"
  | "lostDirection"
  | "atFirstAnswered"
  | "isMuted"
  | "note"
  | "wrapUp"
  | "queue"
  | "isOfQueue"
  | "consultOf"
  | "isInConference"
  | "recording"
>;

export function inherit(lost: CallRecord): Inheritance {
  const { atFirstAnswered, isMuted, note, wrapUp, queue, isOfQueue, consultOf, isInConference } = lost;
  const lostDirection = lost.lostDirection ?? lost.direction;
  const kept = { atFirstAnswered, isMuted, note, wrapUp, queue, isOfQueue, consultOf, isInConference };
  return { rescueOf: lost.id, lostDirection, ...kept, recording: inheritRecording(lost.recording) };
}

export function createCallRecord(
  fields: Pick<CallRecord, "id" | "direction" | "state" | "remote" | "attemptId" | "atStarted" | "serverId"> &
    Partial<CallRecord>,
): CallRecord {
  return {
    target: null,
    isEmergency: false,
    rescueOf: null,
    lostDirection: null,
    strongKey: null,
    queue: null,
    atAutoAnswer: null,
    atForward: null,
    atAnswered: null,
    atFirstAnswered: null,
    atEnded: null,
    isHeld: false,
    isSilent: false,
    holdAsked: null,
    isAnsweredAside: false,
    isMuted: false,
    atSpokeMuted: null,
    quality: null,
    sound: null,
    note: "",
    wrapUp: null,
    isOfQueue: false,
    consultOf: null,
    transfer: null,
    isInConference: false,
    recording: null,
    end: null,
    attempts: [],
    next: null,
    legs: [],
    inviteId: null,
    isPinned: false,
    untried: [],
    answering: { kind: "no" },
    signalling: { kind: "ok" },
    isMediaFlowing: false,
    atGapDue: null,
    atServerDue: null,
    isRefreshing: false,
    hasNewAddress: false,
    atMoved: null,
    atMoveDue: null,
    atRescue: null,
    leftBehind: [],
    ...fields,
  };
}

export function isOver(call: CallRecord): boolean {
  return call.state === "ended";
}

/** It was answered, and nobody has ended it. */
export function isUp(call: CallRecord): boolean {
  return call.state === "active" || call.state === "stranded";
}

/** The operator wants it; the 200 is not out yet. */
export function isBeingAnswered(call: CallRecord): boolean {
  return isRingingHere(call) && call.answering.kind !== "no";
}

/** It talks, and its server can be told something about it. */
export function isInTouch(call: CallRecord): boolean {
  return call.state === "active" && call.signalling.kind === "ok" && call.inviteId !== null;
}

/** Nobody in it hears the operator, and he hears nobody. */
export function isAside({ isHeld, isSilent }: Pick<CallRecord, "isHeld" | "isSilent">): boolean {
  return isHeld || isSilent;
}

/** Whether a live INVITE or dialog of this call is on the server, so that its socket must come back fast. */
export function hasCallOn(call: CallRecord, serverId: ServerId): boolean {
  if (isOver(call)) return false;
  if (liveLegs(call).some((leg) => leg.serverId === serverId && !isLeftBehind(call, leg.inviteId))) return true;
  if (call.serverId !== serverId || isLeftBehind(call, call.inviteId)) return false;
  return !isRingingHere(call);
}

export function isLeftBehind(call: CallRecord, inviteId: InviteId | null): boolean {
  return inviteId !== null && call.leftBehind.includes(inviteId);
}

/** The server leaves the document, or changes so that it is another: what lives on it goes on, on the socket it has. */
export function leaveBehind(call: CallRecord, serverId: ServerId): CallRecord {
  const attempt = liveAttempt(call);
  const invites = [
    ...liveLegs(call).filter((leg) => leg.serverId === serverId),
    ...(attempt?.serverId === serverId ? [attempt] : []),
    ...(call.next?.serverId === serverId ? [call.next] : []),
  ].map(({ inviteId }) => inviteId);
  const dialog = call.inviteId !== null && call.serverId === serverId ? [call.inviteId] : [];
  const added = [...new Set([...invites, ...dialog])].filter((inviteId) => !call.leftBehind.includes(inviteId));
  return added.length === 0 ? call : { ...call, leftBehind: [...call.leftBehind, ...added] };
}

export function liveAttempt(call: CallRecord): AttemptRecord | undefined {
  return call.attempts.find((attempt) => attempt.outcome === "pending" || attempt.outcome === "ringing");
}

export function liveLegs(call: CallRecord): readonly LegRecord[] {
  return call.legs.filter((leg) => leg.outcome === "ringing");
}

export function withAttempt(call: CallRecord, inviteId: InviteId, change: Partial<AttemptRecord>): CallRecord {
  const attempts = call.attempts.map((one) => (one.inviteId === inviteId ? { ...one, ...change } : one));
  return { ...call, attempts };
}

export function withLeg(call: CallRecord, inviteId: InviteId, change: Partial<LegRecord>): CallRecord {
  return { ...call, legs: call.legs.map((one) => (one.inviteId === inviteId ? { ...one, ...change } : one)) };
}
