/** What a screen reader is told of calls, once per change and never of passing seconds. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { Call } from "../../../../shared/model/call.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { describeEnding } from "../../format/describe-ending.ts";
import { describeRecording } from "../../format/describe-recording.ts";
import { describeRemote } from "../../format/describe-remote.ts";
import { describeTransfer } from "../../format/describe-transfer.ts";
import { nameServer } from "../../format/name-server.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export function announceChanges(
  before: readonly Call[],
  after: readonly Call[],
  servers: readonly Server[],
  /** How the keys that call back are written; null: there are none. */
  rescueKeys: string | null,
): readonly Sentence[] {
  return after.flatMap((call) => {
    const earlier = before.find((other) => other.id === call.id) ?? null;
    const sentence = announceCall(earlier, call, servers, rescueKeys) ?? announceConference(before, call, after);
    return sentence === null ? [] : [sentence];
  });
}

function announceCall(
  before: Call | null,
  call: Call,
  servers: readonly Server[],
  rescueKeys: string | null,
): Sentence | null {
  const server = nameServer(servers, call.serverId);
  if (call.state !== before?.state) return announceState(call, server, servers, rescueKeys);
  if (call.state === "ended") return null;
  if (call.serverId !== before.serverId && call.direction === "outgoing") {
    return { key: "announce.carriedOver", params: { server } };
  }
  if (call.signalling !== before.signalling && call.state === "active") {
    return { key: call.signalling === "lost" ? "call.signallingLost" : "announce.signallingBack", params: { server } };
  }
  if (call.transfer?.state !== before.transfer?.state) return describeTransfer(call, servers);
  return announceRecording(before, call);
}

/**
 * What is said in its turn: the microphone and the waiting, whoever changed them, for a key of the headset moves no button
 * under the focus.
 */
export function announceControls(
  before: readonly Call[],
  after: readonly Call[],
  nameOf: (call: Call) => string,
): readonly Sentence[] {
  const pairs = after.flatMap((call) => {
    const earlier = before.find(({ id }) => id === call.id);
    return earlier?.state === "active" && call.state === "active" ? [{ earlier, call }] : [];
  });
  const turned = pairs.find(({ earlier, call }) => earlier.muted !== call.muted)?.call;
  const moved = pairs.filter(({ earlier, call }) => earlier.held !== call.held);
  return [
    // The calls of a conference are muted together, and it is said once.
    ...(turned === undefined ? [] : [{ key: turned.muted ? "announce.muted" : "announce.unmuted" } as const]),
    ...moved.map(({ call }) => {
      const params = { who: nameOf(call) };
      return { key: call.held ? "announce.held" : "announce.resumed", params } as const;
    }),
  ];
}

/** That it begins is said once it is true. */
function announceRecording(before: Call, call: Call): Sentence | null {
  const { recording } = call;
  if (recording === null || recording.state === "starting" || recording.state === before.recording?.state) return null;
  return { key: describeRecording(recording) };
}

/** Said once, though it is news of several calls. */
function announceConference(before: readonly Call[], call: Call, after: readonly Call[]): Sentence | null {
  const isIn = ({ inConference, state }: Call): boolean => inConference && state !== "ended";
  if (before.some(isIn) || call !== after.find(isIn)) return null;
  return { key: "conference.mixed" };
}

function announceState(
  call: Call,
  server: string,
  servers: readonly Server[],
  rescueKeys: string | null,
): Sentence | null {
  switch (call.state) {
    case "dialing":
      return null;
    case "ringing":
      return call.direction === "outgoing" ? { key: "call.ringing" } : announceIncoming(call, server);
    case "active":
      return announceTalk(call);
    case "stranded":
      return rescueKeys === null
        ? { key: "announce.stranded", params: { server } }
        : { key: "announce.strandedChord", params: { server, chord: rescueKeys } };
    case "ended":
      return call.end === null ? null : describeEnding(call, call.end, servers);
    default:
      return assertNever(call.state);
  }
}

/** One that comes back from being lost may find the operator with somebody else. */
function announceTalk(call: Call): Sentence {
  if (!call.held) return { key: "announce.answered" };
  if (!call.answeredAside) return { key: "call.held" };
  const who = describeRemote(call.remote).title;
  return who === null ? { key: "call.answeredAside" } : { key: "announce.answeredAside", params: { who } };
}

function announceIncoming(call: Call, server: string): Sentence {
  const who = describeRemote(call.remote).title;
  if (call.queue !== null) return announceOfQueue(call.queue, who, call, server);
  if (call.atAutoAnswer !== null) return { key: "announce.byItself", params: { who: who ?? "" } };
  return who === null
    ? { key: "announce.incomingWithheld", params: { server } }
    : { key: "announce.incoming", params: { who, server } };
}

/** Which greeting is due is to be heard before the answer. */
function announceOfQueue(queue: string, who: string | null, { atAutoAnswer }: Call, server: string): Sentence {
  if (atAutoAnswer !== null) return { key: "announce.ofQueueByItself", params: { who: who ?? "", queue } };
  return who === null
    ? { key: "announce.ofQueueWithheld", params: { queue, server } }
    : { key: "announce.ofQueue", params: { who, queue, server } };
}
