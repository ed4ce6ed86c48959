import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEvent, createEmptySnapshot } from "../../../shared/contract/apply-event.ts";
import type { Event } from "../../../shared/contract/event.ts";
import { CallId } from "../../../shared/model/ids.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import { aCall, anActiveCall, anEndedCall, anIncomingCall, type CallOverrides } from "../../builders/a-call.ts";
import { aBackupServer, aServer, atFixture } from "../../builders/a-server.ts";
import { aNextCall, aSnapshot } from "../../builders/a-snapshot.ts";
import { allEvents, events } from "../../contract/fixtures/events.ts";

/** Freezes all the way down, so that a fold that writes into its input throws. */
function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** What folding must come to, written as plainly as possible: the noun of an event takes the place of the old one. */
function replacePart(snapshot: Snapshot, event: Event): Snapshot {
  const next: Snapshot = { ...structuredClone(snapshot), seq: event.seq, at: event.at };
  if ("phone" in event) Object.assign(next, event.phone);
  if ("account" in event) next.account = event.account;
  if ("servers" in event) next.servers = event.servers;
  if ("reachability" in event) next.reachability = event.reachability;
  if ("nextCall" in event) next.nextCall = event.nextCall;
  if ("preferredServerId" in event) next.preferredServerId = event.preferredServerId;
  if ("dnd" in event) next.dnd = event.dnd;
  if ("headsets" in event) next.headsets = event.headsets;
  if ("devices" in event) next.devices = event.devices;
  if ("engine" in event) next.engine = event.engine;
  if ("configuration" in event) next.configuration = event.configuration;
  if ("settings" in event) next.settings = event.settings;
  if ("held" in event) next.heldSettings = event.held;
  if ("heldFrom" in event) next.heldFrom = event.heldFrom;
  if ("missed" in event) next.missed = event.missed;
  if ("history" in event) next.history = event.history;
  if ("certificates" in event) next.certificates = event.certificates;
  if ("keeping" in event) next.keeping = event.keeping;
  if ("update" in event) next.update = event.update;
  if ("colleagues" in event) next.colleagues = event.colleagues;
  if ("voicemail" in event) next.voicemail = event.voicemail;
  if ("agent" in event) next.agent = event.agent;
  if ("parking" in event) next.parking = event.parking;
  if ("wrapUp" in event) next.wrapUp = event.wrapUp;
  if ("colleague" in event) {
    const index = next.colleagues.findIndex(({ extension }) => extension === event.colleague.extension);
    if (index !== -1) next.colleagues[index] = event.colleague;
  }
  if ("server" in event) {
    const index = next.servers.findIndex(({ id }) => id === event.server.id);
    if (index !== -1) next.servers[index] = event.server;
  }
  if ("call" in event) {
    const index = next.calls.findIndex(({ id }) => id === event.call.id);
    if (index === -1) next.calls.push(event.call);
    else next.calls[index] = event.call;
  }
  if (event.type === "call.named") {
    const { known } = event;
    for (const [index, call] of next.calls.entries()) {
      if (call.id !== event.callId) continue;
      const { number, name } = call.remote;
      next.calls[index] = { ...call, remote: { number, name, ...(known === null ? {} : { known }) } };
    }
  }
  if (event.type === "call.removed") next.calls = next.calls.filter(({ id }) => id !== event.callId);
  return next;
}

const stamps = fc.record({ seq: fc.nat(), at: fc.nat() });
const ids = fc.constantFrom("call-1", "call-2", "call-3");
const aCallOf = fc.constantFrom<(overrides: CallOverrides) => Snapshot["calls"][number]>(
  aCall,
  anActiveCall,
  anIncomingCall,
  (overrides) => anEndedCall({}, overrides),
);
const calls = fc
  .record({ make: aCallOf, id: ids, held: fc.boolean(), muted: fc.boolean() })
  .map(({ make, ...overrides }) => make(overrides));
const servers = fc.record({
  id: fc.constantFrom("main", "backup", "stranger"),
  state: fc.constantFrom("ready", "doubtful", "lost"),
  draining: fc.boolean(),
});

const someEvents: fc.Arbitrary<Event> = fc
  .tuple(fc.constantFrom(...allEvents), calls, servers.map(aServer), ids, stamps)
  .map(([event, call, server, callId, stamp]) => ({
    ...event,
    ...("call" in event ? { call } : {}),
    ...("server" in event ? { server } : {}),
    ...("callId" in event ? { callId: CallId.parse(callId) } : {}),
    ...stamp,
  }));

describe("applyEvent", () => {
  it("gives what replacing the parts one by one gives, and never writes into what it was given", () => {
    fc.assert(
      fc.property(fc.array(someEvents, { maxLength: 40 }), (history) => {
        const start = createEmptySnapshot(atFixture);
        const folded = history.reduce((snapshot, event) => applyEvent(frozen(snapshot), frozen(event)), start);
        expect(folded).toEqual(history.reduce(replacePart, start));
      }),
      { numRuns: 500 },
    );
  });

  it("takes seq and at from the event and changes nothing else when the fact is not new", () => {
    const snapshot = frozen(aSnapshot());
    const event = { type: "presence.dndChanged", seq: 7, at: atFixture + 9, dnd: false } as const;
    expect(applyEvent(snapshot, event)).toEqual({ ...snapshot, seq: 7, at: atFixture + 9 });
  });

  it("keeps the order of calls when one changes and puts a new one last", () => {
    const first = anActiveCall({ id: "call-1" });
    const second = anIncomingCall({ id: "call-2" });
    const snapshot = aSnapshot({ calls: [first, second] });
    const held = { ...events["call.held"], call: { ...first, held: true } };
    const third = aCall({ id: "call-3" });
    const after = applyEvent(applyEvent(snapshot, held), { ...events["call.dialed"], call: third });
    expect(after.calls).toEqual([{ ...first, held: true }, second, third]);
  });

  it("drops a removed call and no other", () => {
    const snapshot = aSnapshot({ calls: [aCall({ id: "call-1" }), aCall({ id: "call-2" })] });
    expect(applyEvent(snapshot, events["call.removed"]).calls).toEqual([aCall({ id: "call-2" })]);
  });

  it("ignores a server that has left the configuration", () => {
    const snapshot = aSnapshot({ servers: [aServer()] });
    const event = { ...events["server.stateChanged"], server: aBackupServer({ state: "lost" }) };
    expect(applyEvent(snapshot, event).servers).toEqual([aServer()]);
  });

  it("replaces every phone fact and no host fact when a new engine starts", () => {
    const before = aSnapshot({ calls: [anActiveCall()], dnd: true, engine: { state: "lost" } });
    const fresh = aSnapshot({ servers: [aServer({ state: "connecting" })], nextCall: aNextCall("main", "lastResort") });
    const { account, servers: newServers, reachability, nextCall, preferredServerId, devices, headsets } = fresh;
    const parts = { account, servers: newServers, reachability, nextCall, preferredServerId, devices, headsets };
    const phone = {
      ...parts,
      dnd: false,
      calls: [],
      colleagues: [],
      voicemail: null,
      agent: null,
      parking: null,
      wrapUp: null,
    };
    expect(applyEvent(before, { type: "phone.started", seq: 200, at: atFixture + 5, phone })).toEqual({
      ...before,
      ...phone,
      seq: 200,
      at: atFixture + 5,
    });
  });
});
