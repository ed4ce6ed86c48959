/** Events are the difference between two projections: nothing can be announced that is not so, or be so unannounced. */
import type { PhoneEvent } from "../../../shared/contract/event.ts";
import { assertNever } from "../../../shared/lib/assert-never.ts";
import { isSameValue } from "../../../shared/lib/same-value.ts";
import type { Colleague } from "../../../shared/model/colleague.ts";
import type { Call } from "../../../shared/model/call.ts";
import type { Server } from "../../../shared/model/server.ts";
import type { Phone } from "../../../shared/model/snapshot.ts";
import type { EpochMs } from "../../../shared/model/time.ts";

type ServerEventType = Extract<PhoneEvent, { server: Server }>["type"];
type CallEventType = Extract<PhoneEvent, { call: Call }>["type"];

/** @returns in the order outlets should hear them: servers, what they mean for reach and choice, then calls. */
export function describeChanges(before: Phone, after: Phone, at: EpochMs): PhoneEvent[] {
  return [
    ...(isSameValue(before.account, after.account)
      ? []
      : [{ type: "account.changed", at, account: after.account } as const]),
    ...describeServers(before.servers, after.servers, at),
    ...(before.reachability === after.reachability
      ? []
      : [{ type: "reachability.changed", at, reachability: after.reachability } as const]),
    ...(isSameValue(before.nextCall, after.nextCall)
      ? []
      : [{ type: "nextCall.changed", at, nextCall: after.nextCall } as const]),
    ...(before.preferredServerId === after.preferredServerId
      ? []
      : [{ type: "preference.changed", at, preferredServerId: after.preferredServerId } as const]),
    ...(before.dnd === after.dnd ? [] : [{ type: "presence.dndChanged", at, dnd: after.dnd } as const]),
    ...describeCalls(before.calls, after.calls, at),
    ...describeColleagues(before.colleagues, after.colleagues, at),
    ...(isSameValue(before.voicemail, after.voicemail)
      ? []
      : [{ type: "voicemail.changed", at, voicemail: after.voicemail } as const]),
    ...(before.agent === after.agent || isSameValue(before.agent, after.agent)
      ? []
      : [{ type: "agent.changed", at, agent: after.agent } as const]),
    ...(isSameValue(before.parking, after.parking)
      ? []
      : [{ type: "parking.changed", at, parking: after.parking } as const]),
    ...(isSameValue(before.wrapUp, after.wrapUp)
      ? []
      : [{ type: "wrapUp.changed", at, wrapUp: after.wrapUp } as const]),
    ...(isSameValue(before.devices, after.devices)
      ? []
      : [{ type: "devices.changed", at, devices: after.devices } as const]),
    ...(isSameValue(before.headsets, after.headsets)
      ? []
      : [{ type: "headsets.changed", at, headsets: after.headsets } as const]),
  ];
}

function describeServers(before: readonly Server[], after: readonly Server[], at: EpochMs): PhoneEvent[] {
  const isSameSet = isSameValue(
    before.map((server) => server.id),
    after.map((server) => server.id),
  );
  if (!isSameSet) return [{ type: "servers.changed", at, servers: [...after] }];
  return after.flatMap((server, index): PhoneEvent[] => {
    const old = before[index];
    if (old === undefined || isSameValue(old, server)) return [];
    return [{ type: typeOfServerChange(old, server), at, server }];
  });
}

/** Whole when others are watched; else those alone whose line changed. */
function describeColleagues(before: readonly Colleague[], after: readonly Colleague[], at: EpochMs): PhoneEvent[] {
  if (before === after) return [];
  const toEntry = ({ extension, name, own }: Colleague) => ({ extension, name, own });
  if (!isSameValue(before.map(toEntry), after.map(toEntry))) {
    return [{ type: "colleagues.changed", at, colleagues: [...after] }];
  }
  return after.flatMap((colleague, index): PhoneEvent[] =>
    isSameValue(before[index], colleague) ? [] : [{ type: "colleague.changed", at, colleague }],
  );
}

function typeOfServerChange(old: Server, now: Server): ServerEventType {
  if (old.state !== now.state) return "server.stateChanged";
  if (old.draining !== now.draining) return now.draining ? "server.drained" : "server.undrained";
  if (old.overloaded !== now.overloaded) return now.overloaded ? "server.overloaded" : "server.relieved";
  return old.atExpires === now.atExpires && old.rttMs !== now.rttMs ? "server.measured" : "server.refreshed";
}

function describeCalls(before: readonly Call[], after: readonly Call[], at: EpochMs): PhoneEvent[] {
  const removed = before.filter((call) => !after.some((other) => other.id === call.id));
  return [
    ...after.flatMap((call): PhoneEvent[] => {
      const old = before.find((other) => other.id === call.id);
      if (old === undefined) return describeNewCall(call, at);
      return isSameValue(old, call) ? [] : [{ type: typeOfCallChange(old, call), at, call }];
    }),
    ...removed.map((call): PhoneEvent => ({ type: "call.removed", at, callId: call.id })),
  ];
}

/** A call that began and ended in one decision is still announced as begun, then as ended. */
function describeNewCall(call: Call, at: EpochMs): PhoneEvent[] {
  const type = call.direction === "outgoing" ? "call.dialed" : "call.offered";
  if (call.state !== "ended") return [{ type, at, call }];
  const begun: Call = {
    ...call,
    state: call.direction === "outgoing" ? "dialing" : "ringing",
    atEnded: null,
    end: null,
  };
  return [
    { type, at, call: begun },
    { type: "call.ended", at, call },
  ];
}

function typeOfCallChange(old: Call, now: Call): CallEventType {
  if (old.state !== now.state) return typeOfStateChange(old, now);
  if (old.serverId !== now.serverId && now.direction === "outgoing") return "call.carriedOver";
  if (old.signalling !== now.signalling) {
    return now.signalling === "lost" ? "call.signallingLost" : "call.signallingRestored";
  }
  if (old.held !== now.held) return now.held ? "call.held" : "call.resumed";
  if (old.muted !== now.muted) return now.muted ? "call.muted" : "call.unmuted";
  return isSameValue({ ...old, quality: null }, { ...now, quality: null }) ? "call.measured" : "call.updated";
}

function typeOfStateChange(old: Call, now: Call): CallEventType {
  switch (now.state) {
    case "ended":
      return "call.ended";
    case "stranded":
      return "call.stranded";
    case "active":
      return old.state === "stranded" ? "call.recovered" : "call.answered";
    case "ringing":
      return "call.ringing";
    case "dialing":
      return "call.updated";
    default:
      return assertNever(now.state);
  }
}
