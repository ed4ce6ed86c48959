/** The one fold from (Snapshot, Event) to the next Snapshot; main and every window use this and nothing else. */
import { assertNever } from "../lib/assert-never.ts";
import type { Call } from "../model/call.ts";
import type { Colleague } from "../model/colleague.ts";
import { unopenedHistory } from "../model/call-history.ts";
import type { KnownParty } from "../model/contact.ts";
import { unknownDevices } from "../model/devices.ts";
import { allIsKept } from "../model/keeping.ts";
import { defaultSettings } from "../model/settings.ts";
import type { Server } from "../model/server.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { EpochMs } from "../model/time.ts";
import type { Event, UnstampedEvent } from "./event.ts";

/** The Snapshot before any engine has spoken. */
export function createEmptySnapshot(at: EpochMs): Snapshot {
  return {
    seq: 0,
    at,
    account: null,
    servers: [],
    reachability: "none",
    nextCall: { serverId: null, why: "noServer" },
    preferredServerId: null,
    dnd: false,
    calls: [],
    devices: unknownDevices,
    headsets: [],
    colleagues: [],
    voicemail: null,
    agent: null,
    parking: null,
    wrapUp: null,
    engine: { state: "starting" },
    configuration: { state: "missing", problem: null, setUp: "closed" },
    settings: defaultSettings,
    heldSettings: [],
    heldFrom: {},
    missed: 0,
    history: unopenedHistory,
    certificates: [],
    keeping: allIsKept,
    update: null,
  };
}

export function applyEvent(snapshot: Snapshot, event: Event): Snapshot {
  return { ...snapshot, ...changesOf(snapshot, event), seq: event.seq, at: event.at };
}

function changesOf(snapshot: Snapshot, event: UnstampedEvent): Partial<Snapshot> {
  switch (event.type) {
    case "phone.started":
      return event.phone;
    case "account.changed":
      return { account: event.account };
    case "servers.changed":
      return { servers: event.servers };
    case "server.stateChanged":
    case "server.measured":
    case "server.drained":
    case "server.undrained":
    case "server.overloaded":
    case "server.relieved":
    case "server.refreshed":
      return { servers: replaceServer(snapshot.servers, event.server) };
    case "reachability.changed":
      return { reachability: event.reachability };
    case "nextCall.changed":
      return { nextCall: event.nextCall };
    case "preference.changed":
      return { preferredServerId: event.preferredServerId };
    case "presence.dndChanged":
      return { dnd: event.dnd };
    case "call.dialed":
    case "call.offered":
    case "call.carriedOver":
    case "call.ringing":
    case "call.answered":
    case "call.held":
    case "call.resumed":
    case "call.muted":
    case "call.unmuted":
    case "call.signallingLost":
    case "call.signallingRestored":
    case "call.stranded":
    case "call.recovered":
    case "call.measured":
    case "call.updated":
    case "call.ended":
      return { calls: putCall(snapshot.calls, event.call) };
    case "call.removed":
      return { calls: snapshot.calls.filter((call) => call.id !== event.callId) };
    case "call.named":
      return { calls: snapshot.calls.map((call) => (call.id === event.callId ? toNamed(call, event.known) : call)) };
    case "devices.changed":
      return { devices: event.devices };
    case "headsets.changed":
      return { headsets: event.headsets };
    case "colleagues.changed":
      return { colleagues: event.colleagues };
    case "colleague.changed":
      return { colleagues: replaceColleague(snapshot.colleagues, event.colleague) };
    case "voicemail.changed":
      return { voicemail: event.voicemail };
    case "agent.changed":
      return { agent: event.agent };
    case "parking.changed":
      return { parking: event.parking };
    case "wrapUp.changed":
      return { wrapUp: event.wrapUp };
    case "engine.changed":
      return { engine: event.engine };
    case "configuration.changed":
      return { configuration: event.configuration };
    case "settings.changed":
      return { settings: event.settings, heldSettings: event.held, heldFrom: event.heldFrom };
    case "missed.changed":
      return { missed: event.missed };
    case "history.changed":
      return { history: event.history };
    case "certificates.changed":
      return { certificates: event.certificates };
    case "keeping.changed":
      return { keeping: event.keeping };
    case "update.changed":
      return { update: event.update };
    case "incident.changed":
    case "incident.noted":
      return {};
    default:
      return assertNever(event);
  }
}

function replaceServer(servers: readonly Server[], changed: Server): Server[] {
  return servers.map((server) => (server.id === changed.id ? changed : server));
}

function toNamed(call: Call, known: KnownParty | null): Call {
  const { known: _before, ...remote } = call.remote;
  return { ...call, remote: known === null ? remote : { ...remote, known } };
}

function replaceColleague(colleagues: readonly Colleague[], changed: Colleague): Colleague[] {
  return colleagues.map((one) => (one.extension === changed.extension ? changed : one));
}

function putCall(calls: readonly Call[], changed: Call): Call[] {
  const isKnown = calls.some((call) => call.id === changed.id);
  return isKnown ? calls.map((call) => (call.id === changed.id ? changed : call)) : [...calls, changed];
}
