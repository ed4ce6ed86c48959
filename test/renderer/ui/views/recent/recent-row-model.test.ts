/** An ended call as a row. */
import { expect, test } from "vitest";
import { toRecentRow } from "../../../../../renderer/ui/views/recent/recent-row-model.ts";
import { aLeg } from "../../../../builders/a-call.ts";
import { aPastCall } from "../../../../builders/a-past-call.ts";
import { aServer, atFixture } from "../../../../builders/a-server.ts";

test("a conversation shows its length and can be dialled again", () => {
  expect(toRecentRow(aPastCall(), [aServer()])).toEqual({
    icon: "outgoing",
    direction: "recent.outgoing",
    isMissed: false,
    remote: { title: "0312345678", number: null, company: null, said: null, isFromDirectory: false },
    ending: { key: "ending.hungUpByThem" },
    carryOver: null,
    at: atFixture - 167_000,
    talkedMs: 151_000,
    serverName: "Main",
    words: "",
    dialAgain: "0312345678",
    canBeContact: true,
    code: null,
    route: [
      {
        at: atFixture - 167_000,
        sentence: { key: "route.answered", params: { server: "Main", seconds: 6 } },
        code: 200,
      },
    ],
    sound: null,
  });
});

test("a call that was measured says how it sounded as a whole; one that an older Tandem kept does not", () => {
  const measured = aPastCall({}, { quality: { mos: 3.84, lossPct: 7.5, jitterMs: 13, rttMs: 72.5 }, worstMos: 2 });
  expect(toRecentRow(measured, []).sound).toEqual({
    key: "route.sound",
    params: { score: 3.8, worst: 2, loss: 7.5, best: 4.5 },
  });
  expect(toRecentRow({ ...measured, worstMos: null }, []).sound).toBeNull();
});

test("a rescued conversation is as long as both its calls, and one kept by an older Tandem as long as its own", () => {
  const rescue = aPastCall({}, { rescueOf: "lost", atFirstAnswered: atFixture - 400_000 });
  expect(toRecentRow(rescue, []).talkedMs).toBe(390_000);
  expect(toRecentRow({ ...rescue, atFirstAnswered: null }, []).talkedMs).toBe(151_000);
});

test("a missed call with a withheld number stands out and offers no dial", () => {
  const missed = aPastCall(
    { by: "remote", reason: "missed" },
    {
      direction: "incoming",
      remote: { number: null, name: null },
      atAnswered: null,
      attempts: [],
      legs: [aLeg({ outcome: "cancelled" })],
    },
  );
  const { icon, isMissed, ending, talkedMs, dialAgain } = toRecentRow(missed, [aServer()]);
  expect({ icon, isMissed, ending, talkedMs, dialAgain }).toEqual({
    icon: "missed",
    isMissed: true,
    ending: { key: "ending.missed" },
    talkedMs: null,
    dialAgain: null,
  });
});

test("what came of a call stands before the note, and either may stand alone", () => {
  const wrapUp = { id: "sold", name: "Sold" };
  const words = [{ wrapUp, note: "Two of them" }, { wrapUp }, { note: "Two of them" }].map(
    (more) => toRecentRow(aPastCall({}, more), []).words,
  );
  expect(words).toEqual(["Sold · Two of them", "Sold", "Two of them"]);
});
