/** What became untrue with the engine: its calls are over and nothing is registered, until a new one says otherwise. */
import type { PhoneEvent, UnstampedEvent } from "../../shared/contract/event.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { EpochMs } from "../../shared/model/time.ts";

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
      call: { ...call, state: "ended", atEnded: at, end: { by: "system", reason: "engineLost", code: null } },
    })),
    ...servers.map((server): PhoneEvent => ({
      type: "server.stateChanged",
      at,
      server: { ...server, state: "offline", atSince: at, rttMs: null, atExpires: null, atNextTry: null, reason: null },
    })),
    { type: "reachability.changed", at, reachability: "none" },
    { type: "nextCall.changed", at, nextCall: { serverId: null, why: "noServer" } },
  ];
}
