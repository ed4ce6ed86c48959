/** The window's store folds what it hears and notices what it did not hear. */
import { expect, test } from "vitest";
import { createSnapshotStore } from "../../../../renderer/ui/bridge/snapshot-store.ts";
import { aPastCall } from "../../../builders/a-past-call.ts";
import { aSnapshot } from "../../../builders/a-snapshot.ts";
import { aCall, anActiveCall } from "../../../builders/a-call.ts";
import { anEmptyIncident } from "../../../builders/an-incident.ts";
import { atFixture } from "../../../builders/a-server.ts";

function storeWith(snapshot = aSnapshot()) {
  const store = createSnapshotStore();
  store.getState().take({ type: "snapshot", snapshot });
  return store;
}

test("the next Event is folded into the Snapshot", () => {
  const store = storeWith();
  const call = aCall();
  const taken = store
    .getState()
    .take({ type: "event", event: { type: "call.dialed", at: atFixture + 5, seq: 101, call } });
  expect(taken).toEqual({ kind: "folded" });
  expect(store.getState().snapshot).toEqual(aSnapshot({ seq: 101, at: atFixture + 5, calls: [call] }));
});

test("an Event the Snapshot already holds changes nothing", () => {
  const store = storeWith();
  const taken = store
    .getState()
    .take({ type: "event", event: { type: "presence.dndChanged", at: atFixture, seq: 100, dnd: true } });
  expect(taken).toEqual({ kind: "known" });
  expect(store.getState().snapshot).toEqual(aSnapshot());
});

test("a missing Event is reported as a gap and the Snapshot stays true to what was heard", () => {
  const store = storeWith();
  const taken = store
    .getState()
    .take({ type: "event", event: { type: "presence.dndChanged", at: atFixture, seq: 103, dnd: true } });
  expect(taken).toEqual({ kind: "gap", expected: 101, got: 103 });
  expect(store.getState().snapshot).toEqual(aSnapshot());
});

test("an Event before any Snapshot waits for the Snapshot that holds it", () => {
  const store = createSnapshotStore();
  const taken = store
    .getState()
    .take({ type: "event", event: { type: "presence.dndChanged", at: atFixture, seq: 7, dnd: true } });
  expect(taken).toEqual({ kind: "early" });
  expect(store.getState().snapshot).toBeNull();
});

test("a new Snapshot replaces everything, even with a lower number after main was started anew", () => {
  const store = storeWith(aSnapshot({ seq: 900, calls: [anActiveCall()] }));
  store.getState().take({ type: "snapshot", snapshot: aSnapshot({ seq: 3 }) });
  expect(store.getState().snapshot).toEqual(aSnapshot({ seq: 3 }));
});

test("the same number filled in twice is two requests", () => {
  const store = storeWith();
  store.getState().take({ type: "fillDial", target: "0312345678" });
  store.getState().take({ type: "fillDial", target: "0312345678" });
  expect(store.getState().fill).toEqual({ target: "0312345678", extension: null, takesFocus: false, times: 2 });
});

test("the incidents are replaced as a whole, and folded from Events after that", () => {
  const store = storeWith();
  const incident = anEmptyIncident();
  store.getState().take({ type: "incidents", incidents: [incident] });
  const end = { ms: 900, why: "healed" } as const;
  const change = { kind: "closed", incidentId: incident.id, end } as const;
  store.getState().take({ type: "event", event: { type: "incident.changed", at: atFixture, seq: 101, change } });
  expect(store.getState().incidents).toEqual([{ ...incident, end }]);
  expect(store.getState().snapshot?.seq).toBe(101);
});

test("the recent calls are replaced as a whole", () => {
  const store = storeWith();
  const calls = [aPastCall({}, { id: "one" })];
  expect(store.getState().take({ type: "recent", calls, hasMore: true })).toEqual({ kind: "folded" });
  expect(store.getState().recent).toEqual({ calls, hasMore: true });
});
