/** A conference as its one card shows it: who is in it, how each of them is, and what can be pressed. */
import type { Call, Quality } from "../../../../shared/model/call.ts";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import { describeQuality, type QualityLook } from "../../format/describe-quality.ts";
import { describeRemote } from "../../format/describe-remote.ts";
import { nameServer } from "../../format/name-server.ts";
import type { Sentence } from "../../i18n/sentence.ts";
import { toCallCard } from "./call-card-model.ts";

export type ConferenceParty = {
  readonly call: Call;
  /** Null: withheld. */
  readonly name: string | null;
  readonly serverName: string;
  /** What should be known of this one beyond "connected". */
  readonly note: Sentence | null;
  readonly canTalk: boolean;
};

export type ConferenceCard = {
  readonly parties: readonly ConferenceParty[];
  readonly state: Sentence;
  /** Something is wrong and the state says so. */
  readonly isTroubled: boolean;
  readonly isHeld: boolean;
  readonly isMuted: boolean;
  /** The party that sounds worst; null while nothing is measured. */
  readonly worst: { readonly call: Call; readonly quality: Quality; readonly look: QualityLook } | null;
  /** Those whom tones reach. */
  readonly toned: readonly Call[];
  readonly from: EpochMs | null;
  readonly canHold: boolean;
  /** The two can be left to each other, for one server has both. */
  readonly canLeave: boolean;
  /** Why they cannot. */
  readonly whyNotLeave: Sentence | null;
};

export function isInConference({ inConference, state }: Call): boolean {
  return inConference && state !== "ended";
}

/** @param isSpeakingMuted the operator was just heard speaking, by nobody. */
export function toConferenceCard(
  members: readonly Call[],
  snapshot: Pick<Snapshot, "calls" | "servers" | "nextCall">,
  isSpeakingMuted = false,
): ConferenceCard {
  const isHeld = members.some(({ held, state }) => held && state === "active");
  const isMuted = members.every(({ muted }) => muted);
  const [first, second, third] = members;
  const areUp = members.every(({ state, signalling }) => state === "active" && signalling === "ok");
  const isPair = first !== undefined && second !== undefined && third === undefined;
  const isOnOne = first?.serverId === second?.serverId;
  const moments = members.flatMap(({ atFirstAnswered }) => atFirstAnswered ?? []);
  return {
    parties: members.map((call) => toParty(call, snapshot)),
    state: isSpeakingMuted
      ? { key: "call.mutedSpeaking" }
      : { key: isHeld ? "call.held" : isMuted ? "conference.muted" : "conference.mixed" },
    isTroubled: isSpeakingMuted,
    isHeld,
    isMuted,
    worst: findWorst(members),
    toned: members.filter(({ state }) => state === "active"),
    from: moments.length === 0 ? null : Math.min(...moments),
    canHold: areUp,
    canLeave: areUp && isPair && isOnOne && first.transfer?.state !== "trying",
    whyNotLeave: isPair && !isOnOne ? { key: "conference.across" } : null,
  };
}

function findWorst(members: readonly Call[]): ConferenceCard["worst"] {
  const measured = members.flatMap((call) =>
    call.state === "active" && call.quality !== null ? [{ call, quality: call.quality }] : [],
  );
  const [worst] = measured.toSorted((a, b) => a.quality.mos - b.quality.mos);
  return worst === undefined ? null : { ...worst, look: describeQuality(worst.quality) };
}

function toParty(call: Call, snapshot: Pick<Snapshot, "calls" | "servers" | "nextCall">): ConferenceParty {
  const card = toCallCard(call, snapshot);
  const isUsual = call.state === "active" && call.transfer === null;
  return {
    call,
    name: describeRemote(call.remote).title,
    serverName: nameServer(snapshot.servers, call.serverId),
    note: isUsual ? (card.note ?? (card.quality?.isPoor === true ? card.quality.sentence : null)) : card.state,
    canTalk: call.state === "active" && call.signalling === "ok",
  };
}

/** "You, Tanaka Yuki and Sato Ken", told whole in each language. */
export function toTitle(names: readonly string[]): Sentence {
  const [first = "", second = "", third] = names;
  return third === undefined
    ? { key: "conference.ofThree", params: { first, second } }
    : { key: "conference.ofFour", params: { first, second, third } };
}
