/** One call as its card shows it: who, in what state in words, through what, and what can be pressed. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { Call } from "../../../../shared/model/call.ts";
import type { CallId } from "../../../../shared/model/ids.ts";
import type { Server } from "../../../../shared/model/server.ts";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import { describeCarryOver } from "../../format/describe-carry-over.ts";
import { describeEnding } from "../../format/describe-ending.ts";
import { describeQuality, type QualityLook } from "../../format/describe-quality.ts";
import { describeRemote, type RemoteText } from "../../format/describe-remote.ts";
import { describeTransfer, isUnderWay } from "../../format/describe-transfer.ts";
import { nameServer } from "../../format/name-server.ts";
import { offersRescue, type RescueOffer } from "../../../../shared/model/offers-rescue.ts";
import type { Sentence } from "../../i18n/sentence.ts";
import { toConsult, type Consult } from "./consult-model.ts";

export type CallCard = {
  readonly remote: RemoteText;
  readonly state: Sentence;
  /** Something is wrong with this call and the state says so. */
  readonly isTroubled: boolean;
  readonly timer: { readonly from: EpochMs; readonly to: EpochMs | null } | null;
  readonly serverName: string;
  /** Why the dial went through another server than the first. */
  readonly carryOver: Sentence | null;
  /** What the operator should know beyond the state. */
  readonly note: Sentence | null;
  readonly quality: QualityLook | null;
  /** The way back, while there is a server for it. */
  readonly rescue: { readonly through: Server } | null;
  readonly canHangUp: boolean;
  readonly canTalk: boolean;
  /** Somebody is talked with, or a machine is heard before the answer. */
  readonly canSendDigits: boolean;
  /** There is, or was, a conversation to note something about. */
  readonly canNote: boolean;
  /** Hold needs the server, so it waits while the line to it is lost; taking back may not need it. */
  readonly canHold: boolean;
  /** It can be given away: connected, its server in touch, and nothing of the kind under way. */
  readonly canTransfer: boolean;
  /** Why giving it away came to nothing. */
  readonly transferFailure: Sentence | null;
  readonly consult: Consult | null;
  /** With these it would be one conversation; null where there is none to join. */
  readonly joins: readonly CallId[] | null;
  /** SIP code of the ending, for the details only. */
  readonly code: number | null;
};

/** @param isSpeakingMuted the operator was just heard speaking, by nobody else. */
export function toCallCard(
  call: Call,
  snapshot: Pick<Snapshot, "calls" | "servers" | "nextCall">,
  isSpeakingMuted = false,
): CallCard {
  const { servers } = snapshot;
  const serverName = nameServer(servers, call.serverId);
  const isOver = call.state === "ended";
  const rescue = offersRescue(call, snapshot);
  return {
    remote: describeRemote(call.remote),
    state: isSpeakingMuted ? { key: "call.mutedSpeaking" } : describeState(call, snapshot.servers),
    isTroubled: call.state === "stranded" || rescue !== null || isSpeakingMuted,
    timer: call.atFirstAnswered === null ? null : { from: call.atFirstAnswered, to: call.atEnded },
    serverName,
    carryOver: describeCarryOver(call, servers),
    note: describeNote(call, rescue, serverName),
    quality: call.state === "active" && call.quality !== null ? describeQuality(call.quality) : null,
    rescue: toWayBack(rescue),
    canHangUp: !isOver,
    canTalk: call.state === "active",
    canSendDigits: call.state === "active" || call.earlyMedia,
    canNote: !isOver && call.atFirstAnswered !== null,
    canHold: call.state === "active" && (call.held || call.signalling === "ok"),
    canTransfer: isInTouch(call) && !isUnderWay(call.transfer) && !isAskedAbout(call, snapshot.calls),
    transferFailure:
      call.state === "active" && call.transfer?.state === "failed" ? describeTransfer(call, servers) : null,
    consult: toConsult(call, snapshot.calls),
    joins: findConversationToJoin(call, snapshot.calls),
    code: call.end?.code ?? null,
  };
}

/** A conference holds no more than the operator and three others. */
const mostJoined = 3;

function isInTouch({ state, signalling }: Call): boolean {
  return state === "active" && signalling === "ok";
}

/** It is one of two calls of which one was dialled to ask about the other, and both last. */
function isAskedAbout(call: Call, calls: readonly Call[]): boolean {
  const isLive = (id: CallId) => calls.some((other) => other.id === id && other.state !== "ended");
  if (call.consultOf !== null) return isLive(call.consultOf);
  return calls.some(({ consultOf, state }) => consultOf === call.id && state !== "ended");
}

/** Offered on the call that waits, while somebody else is spoken with. */
function findConversationToJoin(call: Call, calls: readonly Call[]): CallCard["joins"] {
  if (!call.held || !isInTouch(call) || isUnderWay(call.transfer) || isAskedAbout(call, calls)) return null;
  const talking = calls.filter((other) => isInTouch(other) && !other.held && !isUnderWay(other.transfer));
  if (talking.length === 0 || talking.length >= mostJoined) return null;
  return [call.id, ...talking.map(({ id }) => id)];
}

function toWayBack(rescue: RescueOffer | null): CallCard["rescue"] {
  const through = rescue?.through ?? null;
  return through === null ? null : { through };
}

function describeState(call: Call, servers: Snapshot["servers"]): Sentence {
  switch (call.state) {
    case "dialing":
      if (call.rescueOf === null) return { key: "call.dialing" };
      return { key: "call.callingBack", params: { server: nameServer(servers, call.serverId) } };
    case "ringing":
      return { key: call.earlyMedia ? "call.earlyMedia" : "call.ringing" };
    case "active":
      if (isUnderWay(call.transfer)) return describeTransfer(call, servers) ?? { key: "call.active" };
      if (call.held) return { key: call.answeredAside ? "call.answeredAside" : "call.held" };
      return call.muted ? { key: "call.muted" } : { key: "call.active" };
    case "stranded":
      return { key: "call.stranded", params: { server: nameServer(servers, call.serverId) } };
    case "ended":
      return call.end === null ? { key: "call.ended" } : describeEnding(call, call.end, servers);
    default:
      return assertNever(call.state);
  }
}

function describeNote(call: Call, rescue: RescueOffer | null, server: string): Sentence | null {
  if (rescue?.through === null) return { key: "rescue.waiting" };
  if (call.state === "stranded" && rescue === null) return { key: "rescue.impossible", params: { server } };
  if (call.signalling === "ok" || call.state === "ended" || call.state === "stranded") return null;
  return call.state === "active"
    ? { key: "call.signallingLost", params: { server } }
    : { key: "call.signallingLostEarly", params: { server } };
}
