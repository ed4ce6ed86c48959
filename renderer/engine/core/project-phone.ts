/** What outlets are shown of the state: monotonic instants become epoch ms, records become the contract's nouns. */
import type { Call } from "../../../shared/model/call.ts";
import type { Server, Reachability } from "../../../shared/model/server.ts";
import type { Recording } from "../../../shared/model/recording.ts";
import type { Phone } from "../../../shared/model/snapshot.ts";
import type { EpochMs, Instant } from "../../../shared/model/time.ts";
import type { Transfer } from "../../../shared/model/transfer.ts";
import { projectAgent } from "./agent/project-agent.ts";
import { isAside, isUp, type CallRecord, type TransferRecord } from "./calls/call-record.ts";
import { hasEarlyMedia } from "./calls/early-media.ts";
import { describeNextCall } from "./failover/choose-servers.ts";
import { projectColleagues, projectVoicemail } from "./lamps/project-lamps.ts";
import { projectParking } from "./parking/project-parking.ts";
import type { PhoneState } from "./phone-state.ts";
import { listRecordingWishes } from "./recording/decide-recording.ts";
import type { RecordingRecord } from "./recording/recording-record.ts";
import { isReady, type Registration } from "./registration/registration.ts";
import { findRescue } from "./rescue/rescue.ts";
import { projectWrapUp } from "./wrap-up/project-wrap-up.ts";

export type Projector = {
  (state: PhoneState): Phone;
  /** The wall clock was set: what is still going on is shown by the new time from here on. */
  readonly moveTo: (epochAtZero: EpochMs) => void;
};

/**
 * Records never change, so each is projected once: an unchanged one is the same object again, which makes comparing
 * two projections cheap. A call that ended stays what it was at its end, whatever becomes of clock and document.
 * @param epochAtZero the wall clock's epoch ms at instant 0 of the timeline.
 */
export function createProjector(epochAtZero: EpochMs): Projector {
  let epoch = epochAtZero;
  const toEpoch = (at: Instant): EpochMs => Math.max(0, Math.round(epoch + at));
  let servers = new WeakMap<Registration, Server>();
  let calls = new WeakMap<CallRecord, Call>();
  const ended = new WeakMap<CallRecord, Call>();
  let config: PhoneState["config"] = null;
  const project = (state: PhoneState): Phone => {
    // What may be called back depends on the document too.
    if (state.config !== config) calls = new WeakMap();
    config = state.config;
    const callsOf = (call: CallRecord): WeakMap<CallRecord, Call> => (call.state === "ended" ? ended : calls);
    return {
      account: state.config === null ? null : { ...state.config.account },
      servers: state.registrations.map((one) => remember(servers, one, () => projectServer(one, toEpoch))),
      reachability: describeReachability(state.registrations),
      nextCall: describeNextCall(state.registrations, state.preferredServerId),
      preferredServerId: state.preferredServerId,
      dnd: state.isDnd,
      calls: state.calls.map((one) => remember(callsOf(one), one, () => projectCall(one, state.config, toEpoch))),
      devices: state.devices,
      headsets: state.headsets.map(({ headset }) => headset),
      ...projectLamps(state),
      parking: projectParking(state, toEpoch),
      wrapUp: projectWrapUp(state, toEpoch),
    };
  };
  let lit: { readonly of: PhoneState; readonly shown: Pick<Phone, "colleagues" | "voicemail" | "agent"> } | null = null;
  const projectLamps = (state: PhoneState) => {
    if (lit === null || !isAsLit(lit.of, state)) {
      const shown = {
        colleagues: projectColleagues(state),
        voicemail: projectVoicemail(state, toEpoch),
        agent: projectAgent(state, toEpoch),
      };
      lit = { of: state, shown };
    }
    return lit.shown;
  };
  const moveTo = (moved: EpochMs): void => {
    if (moved === epoch) return;
    epoch = moved;
    servers = new WeakMap();
    calls = new WeakMap();
    lit = null;
  };
  return Object.assign(project, { moveTo });
}

function remember<Key extends WeakKey, Value>(known: WeakMap<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** A probe changes its registration every few seconds, and no lamp. */
function isAsLit(a: PhoneState, b: PhoneState): boolean {
  if (a.config !== b.config || a.lamps !== b.lamps || a.agent !== b.agent) return false;
  // A pause that waits for the end of a call is not on its way.
  if (a.calls !== b.calls && a.calls.some(isUp) !== b.calls.some(isUp)) return false;
  if (a.registrations.length !== b.registrations.length) return false;
  return a.registrations.every((one, index) => {
    const other = b.registrations[index];
    return (
      one.serverId === other?.serverId && one.connection === other.connection && one.phase.kind === other.phase.kind
    );
  });
}

function describeReachability(registrations: readonly Registration[]): Reachability {
  const ready = registrations.filter(isReady).length;
  if (ready === 0) return "none";
  return ready === registrations.length ? "all" : "some";
}

function projectServer(registration: Registration, toEpoch: (at: Instant) => EpochMs): Server {
  const { phase, binding } = registration;
  const isWaiting = phase.kind === "lost" || phase.kind === "refused" || phase.kind === "offline";
  const atNextTry = isWaiting ? phase.atNextTry : null;
  return {
    id: registration.serverId,
    name: registration.name,
    role: registration.role,
    state: phase.kind,
    draining: registration.isDraining,
    overloaded: registration.overload !== null,
    atSince: toEpoch(registration.atSince),
    rttMs: registration.toldRttMs,
    atExpires: binding === null ? null : toEpoch(binding.atExpires),
    atNextTry: atNextTry === null ? null : toEpoch(atNextTry),
    reason: registration.reason,
    otherPlaces: isReady(registration) ? registration.otherPlaces : 0,
  };
}

function projectCall(call: CallRecord, config: PhoneState["config"], toEpoch: (at: Instant) => EpochMs): Call {
  const orNull = (at: Instant | null): EpochMs | null => (at === null ? null : toEpoch(at));
  const rescue = config === null ? null : findRescue(call, config);
  const rescueServerIds = rescue?.ok === true ? [...rescue.value.permission.serverIds] : [];
  return {
    id: call.id,
    direction: call.direction,
    state: call.state,
    held: isAside(call),
    answeredAside: call.isAnsweredAside,
    muted: call.isMuted,
    earlyMedia: hasEarlyMedia(call),
    atSpokeMuted: orNull(call.atSpokeMuted),
    signalling: call.signalling.kind,
    serverId: call.serverId,
    remote: call.remote,
    queue: call.queue,
    atStarted: toEpoch(call.atStarted),
    atAutoAnswer: orNull(call.atAutoAnswer),
    atAnswered: orNull(call.atAnswered),
    atFirstAnswered: orNull(call.atFirstAnswered),
    atEnded: orNull(call.atEnded),
    attemptId: call.attemptId,
    rescueOf: call.rescueOf,
    mayRescue: rescueServerIds.length > 0,
    rescueServerIds,
    note: call.note,
    wrapUp: call.wrapUp,
    consultOf: call.consultOf,
    transfer: call.transfer === null ? null : projectTransfer(call.transfer),
    inConference: call.isInConference,
    recording: projectRecording(call.recording, toEpoch),
    mayRecord: listRecordingWishes(call, config?.recording ?? null),
    attempts: call.attempts.map(({ serverId, atStarted, outcome, code, ms, why }) => ({
      serverId,
      atStarted: toEpoch(atStarted),
      outcome,
      code,
      ms,
      why,
    })),
    legs: call.legs.map(({ serverId, atStarted, atEnded, outcome }) => ({
      serverId,
      atStarted: toEpoch(atStarted),
      atEnded: orNull(atEnded),
      outcome,
    })),
    quality: call.quality,
    worstMos: call.state === "ended" ? (call.sound?.worstMos ?? null) : null,
    end: call.end,
  };
}

function projectTransfer({ kind, state, to, toCallId, code }: TransferRecord): Transfer {
  return { kind, state, to, toCallId, code };
}

/** What is only due has not begun. */
function projectRecording(recording: RecordingRecord | null, toEpoch: (at: Instant) => EpochMs): Recording | null {
  if (recording === null) return null;
  const { of, state, atSince, trouble, isKept } = recording;
  return { id: of, state, atSince: toEpoch(atSince), trouble, isKept };
}
