/** Incidents for tests, fixtures and the gallery: a whole outage, each overridden where a test cares. */
import { CallId, ServerId } from "../../shared/model/ids.ts";
import { addToIncident, createEmptyIncident, createIncidentEntry } from "../../shared/model/fold-incident.ts";
import { IncidentId } from "../../shared/model/incident.ts";
import type { Incident, IncidentCall, IncidentEntry, IncidentWhat } from "../../shared/model/incident.ts";
import { atFixture } from "./a-server.ts";

type EntryFields = Partial<Omit<IncidentEntry, "serverId" | "callId">> & {
  readonly serverId?: string;
  readonly callId?: string;
};

export function anIncidentEntry(
  ms: number,
  what: IncidentWhat,
  { serverId, callId, ...fields }: EntryFields = {},
): IncidentEntry {
  return {
    ...createIncidentEntry(what, ms),
    serverId: serverId === undefined ? null : ServerId.parse(serverId),
    callId: callId === undefined ? null : CallId.parse(callId),
    ...fields,
  };
}

export function anIncidentCall(callId: string, overrides: Partial<IncidentCall> = {}): IncidentCall {
  return {
    callId: CallId.parse(callId),
    direction: "outgoing",
    remote: { number: "03-1234-5678", name: "Tanaka Yuki" },
    rescueOf: null,
    ...overrides,
  };
}

/** Main's, without a word of what happened. */
export function anEmptyIncident(overrides: Partial<Incident> = {}): Incident {
  const about = {
    id: IncidentId.parse(`main-${atFixture - 3_600_000}`),
    serverId: ServerId.parse("main"),
    atOpened: atFixture - 3_600_000,
    servers: [
      { id: ServerId.parse("main"), name: "Main" },
      { id: ServerId.parse("backup"), name: "Backup" },
    ],
  };
  return { ...createEmptyIncident(about), ...overrides };
}

const main = { serverId: "main" };
const sentence = (key: string) => ({ sentence: { key, params: { trouble: "Main", next: "Backup" } } });

/** Main is killed in a call; the call is rescued, Main comes back and gets the new calls back. */
export function anIncident(overrides: Partial<Incident> = {}): Incident {
  const entries = [
    anIncidentEntry(0, "lost", { ...main, reason: "socketClosed", code: 1006 }),
    anIncidentEntry(0, "signallingLost", { ...main, callId: "call-1" }),
    anIncidentEntry(0, "failover", { serverId: "backup" }),
    anIncidentEntry(0, "reconnecting", { ...main, callId: "call-1" }),
    anIncidentEntry(0, "sentence", sentence("reachability.signallingLost")),
    anIncidentEntry(2, "connect", { ...main, times: 6, lastMs: 23_806 }),
    anIncidentEntry(20, "lost", { ...main, reason: "connectFailed", times: 5, lastMs: 11_897 }),
    anIncidentEntry(1_480, "stranded", { ...main, callId: "call-1" }),
    anIncidentEntry(1_480, "rescueOffered", { ...main, callId: "call-1" }),
    anIncidentEntry(1_480, "sentence", sentence("reachability.stranded")),
    anIncidentEntry(2_999, "rescue", { serverId: "backup", callId: "call-1" }),
    anIncidentEntry(2_999, "bye", { ...main, callId: "call-1" }),
    anIncidentEntry(2_999, "invite", { serverId: "backup", callId: "call-2" }),
    anIncidentEntry(2_999, "sentence", sentence("reachability.lost")),
    anIncidentEntry(3_122, "ringing", { serverId: "backup", callId: "call-2" }),
    anIncidentEntry(5_022, "callAnswered", { serverId: "backup", callId: "call-2" }),
    anIncidentEntry(23_826, "socketOpened", main),
    anIncidentEntry(23_826, "register", main),
    anIncidentEntry(23_830, "registerAnswered", { ...main, code: 200 }),
    anIncidentEntry(23_830, "ready", main),
    anIncidentEntry(23_830, "sentence", sentence("reachability.failbackPending")),
    anIncidentEntry(53_830, "failback", main),
    anIncidentEntry(53_830, "sentence", { sentence: { key: "reachability.ready", params: { next: "Main" } } }),
  ];
  const calls = [anIncidentCall("call-1"), anIncidentCall("call-2", { rescueOf: CallId.parse("call-1") })];
  const whole = addToIncident(anEmptyIncident(), entries, calls);
  return { ...whole, end: { ms: 53_830, why: "healed" }, ...overrides };
}
