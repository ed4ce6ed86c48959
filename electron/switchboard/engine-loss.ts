/** What became untrue with the engine: its calls are over and nothing is registered, until a new one says otherwise. */
import type { PhoneEvent, UnstampedEvent } from "../../shared/contract/event.ts";
import type { Agent, QueueOnServer } from "../../shared/model/agent.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import type { VoicemailOnServer } from "../../shared/model/voicemail.ts";

/** Ended calls stay in the Snapshot this long, so that the operator can read what became of them. */
export const endedCallStaysMs = 60_000;

/** A new engine knows nothing of the calls that died with the old one; they stay until their time is over. */
export function keepLostCalls(event: UnstampedEvent, snapshot: Snapshot): UnstampedEvent {
  if (event.type !== "phone.started") return event;
  const lost = snapshot.calls.filter((call) => call.end?.reason === "engineLost");
  return { ...event, phone: { ...event.phone, calls: [...lost, ...event.phone.calls] } };
}

export function toEventsOfLoss(snapshot: Snapshot, at: EpochMs): PhoneEvent[] {
  const calls = snapshot.calls.filter((call) => call.state !== "ended");
  const servers = snapshot.servers.filter((server) => server.state !== "offline");
  return [
    ...calls.map((call): PhoneEvent => ({
      type: "call.ended",
      at,
      call: {
        ...call,
        state: "ended",
        atEnded: at,
        end: { by: "system", reason: "engineLost", code: null },
        recording: call.recording === null ? null : { ...call.recording, state: "stopped", atSince: at },
        mayRecord: [],
      },
    })),
    ...servers.map((server): PhoneEvent => ({
      type: "server.stateChanged",
      at,
      server: { ...server, state: "offline", atSince: at, rttMs: null, atExpires: null, atNextTry: null, reason: null },
    })),
    ...describeLamps(snapshot, at),
    ...(snapshot.agent === null ? [] : [{ type: "agent.changed", at, agent: toUnknown(snapshot.agent) } as const]),
    ...describeParking(snapshot, at),
    { type: "reachability.changed", at, reachability: "none" },
    { type: "nextCall.changed", at, nextCall: { serverId: null, why: "noServer" } },
  ];
}

/** What waits parked waits still, and nobody here can say where. */
function describeParking({ parking }: Snapshot, at: EpochMs): PhoneEvent[] {
  return parking === null ? [] : [{ type: "parking.changed", at, parking: { ...parking, parked: [] } }];
}

/** The queues are what they are at the servers; a new engine asks them, and wants what they say. */
function toUnknown(agent: Agent): Agent {
  const forget = (one: QueueOnServer): QueueOnServer => ({ ...one, state: "unknown", by: null, repair: "away" });
  const { queues, desk, dnd } = agent;
  return {
    ...agent,
    queues: queues.map((queue) => ({
      ...queue,
      state: "unknown",
      wanted: "unknown",
      reasonId: null,
      servers: queue.servers.map(forget),
      news: null,
    })),
    desk: desk === null ? null : { ...desk, state: "unknown", extension: null, servers: desk.servers.map(forget) },
    dnd: dnd === null ? null : { servers: dnd.servers.map(forget) },
  };
}

/** Nobody tells any more who is on the phone; messages that waited wait still, as far as anybody knows. */
function describeLamps({ colleagues, voicemail }: Snapshot, at: EpochMs): PhoneEvent[] {
  const unknown = colleagues.map((one) => ({ ...one, state: "unknown" as const, tells: [] }));
  const toStale = (one: VoicemailOnServer): VoicemailOnServer =>
    one.state === "told" ? { ...one, state: "stale" } : one;
  return [
    ...(colleagues.length === 0 ? [] : [{ type: "colleagues.changed", at, colleagues: unknown } as const]),
    ...(voicemail === null
      ? []
      : [
          {
            type: "voicemail.changed",
            at,
            voicemail: { ...voicemail, servers: voicemail.servers.map(toStale) },
          } as const,
        ]),
  ];
}
