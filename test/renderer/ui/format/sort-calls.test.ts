/** Every call has one place: it rings, is in hand, or is over. */
import { expect, test } from "vitest";
import { lingerMs, sortCalls } from "../../../../renderer/ui/format/sort-calls.ts";
import type { Call } from "../../../../shared/model/call.ts";
import { aCall, anActiveCall, anEndedCall, anIncomingCall } from "../../../builders/a-call.ts";
import { atFixture } from "../../../builders/a-server.ts";
import { aPastCall } from "../../../builders/a-past-call.ts";
import { aSnapshot } from "../../../builders/a-snapshot.ts";

function placesOf(calls: readonly Call[], now = atFixture) {
  const sorted = sortCalls(aSnapshot({ calls: [...calls] }), now);
  const idsOf = (some: readonly Pick<Call, "id">[]) => some.map((call) => call.id);
  return {
    ringing: idsOf(sorted.ringing),
    inHand: idsOf(sorted.inHand),
    recent: idsOf(sorted.recent),
    atNextChange: sorted.atNextChange,
  };
}

test("what rings, what is in hand and what is over are kept apart, oldest call in hand first", () => {
  expect(
    placesOf([
      anIncomingCall({ id: "in", atStarted: atFixture }),
      aCall({ id: "dialled", atStarted: atFixture - 10 }),
      anActiveCall({ id: "talking", atStarted: atFixture - 900 }),
      anEndedCall({}, { id: "over", atEnded: atFixture - 50_000 }),
      anEndedCall({}, { id: "overLater", atEnded: atFixture - 40_000 }),
    ]),
  ).toEqual({ ringing: ["in"], inHand: ["talking", "dialled"], recent: ["overLater", "over"], atNextChange: null });
});

test("an ended call keeps its card for five seconds and then goes to Recent", () => {
  const ended = anEndedCall({}, { id: "over", atEnded: atFixture });
  expect(placesOf([ended], atFixture + lingerMs - 1)).toEqual({
    ringing: [],
    inHand: ["over"],
    recent: [],
    atNextChange: atFixture + lingerMs,
  });
  expect(placesOf([ended], atFixture + lingerMs)).toEqual({
    ringing: [],
    inHand: [],
    recent: ["over"],
    atNextChange: null,
  });
});

test("a missed call never had a card and goes to Recent at once", () => {
  const missed = anEndedCall(
    { reason: "missed" },
    { id: "missed", direction: "incoming", atAnswered: null, atEnded: atFixture },
  );
  expect(placesOf([missed]).recent).toEqual(["missed"]);
});

test("a call lost with its server keeps its card while it can be called back", () => {
  const lost = anEndedCall({ by: "system", reason: "serverLost" }, { id: "lost", atEnded: atFixture - 30_000 });
  expect(placesOf([lost]).inHand).toEqual(["lost"]);
});

test("a rescue takes the place of the call it rescues", () => {
  const lost = anEndedCall({ reason: "serverLost" }, { id: "lost", atStarted: atFixture - 90_000 });
  const other = anActiveCall({ id: "other", atStarted: atFixture - 60_000 });
  const rescue = aCall({ id: "rescue", rescueOf: "lost", serverId: "backup", atStarted: atFixture });
  expect(placesOf([lost, other, rescue])).toEqual({
    ringing: [],
    inHand: ["rescue", "other"],
    recent: [],
    atNextChange: null,
  });
});

test("calls that left the Snapshot stand in Recent too, each once, and a rescued one gives way to its rescue", () => {
  const still = anEndedCall({}, { id: "still", atEnded: atFixture - 30_000 });
  const earlier = [
    aPastCall({}, { id: "still", atEnded: atFixture - 30_000 }),
    aPastCall({}, { id: "yesterday", atEnded: atFixture - 86_400_000 }),
    aPastCall({}, { id: "rescue", rescueOf: "lost", atEnded: atFixture - 90_000_000 }),
    aPastCall({ by: "system", reason: "rescued" }, { id: "lost", atEnded: atFixture - 91_000_000 }),
  ];
  const { recent } = sortCalls(aSnapshot({ calls: [still] }), atFixture, earlier);
  expect(recent.map(({ id }) => id)).toEqual(["still", "yesterday", "rescue"]);
});
