import { describe, expect, test } from "vitest";
import { decideAnswerPress } from "../../../shared/actions/answer-key.ts";
import type { Call } from "../../../shared/model/call.ts";
import { handsOffMs } from "../../../shared/model/hands-off.ts";
import { aCall, anActiveCall, anEndedCall, anIncomingCall } from "../../builders/a-call.ts";
import { atFixture } from "../../builders/a-server.ts";

const both = { answer: true, hangUp: true };
const long = atFixture - 60_000;
const press = (calls: readonly Call[], more: Partial<Parameters<typeof decideAnswerPress>[0]> = {}) =>
  decideAnswerPress({ calls, does: both, atNow: atFixture, atLastPress: null, ...more });

const ringing = anIncomingCall({ id: "ringing" });
const talking = anActiveCall({ id: "talking", atStarted: long, atAnswered: long });
const answered = (ago: number) =>
  anActiveCall({ id: "talking", direction: "incoming", atStarted: long, atAnswered: atFixture - ago });

describe("the key that answers and hangs up", () => {
  test("does nothing at rest", () => {
    expect(press([])).toEqual({ kind: "nothing" });
    expect(press([anEndedCall({ by: "remote", reason: "hungUp" }, { atEnded: long })])).toEqual({ kind: "nothing" });
  });

  test("answers the call that rang first, in the middle of another call too", () => {
    const later = anIncomingCall({ id: "later", atStarted: ringing.atStarted + 1_000 });
    expect(press([later, ringing])).toEqual({ kind: "answer", callId: "ringing" });
    expect(press([talking, ringing])).toEqual({ kind: "answer", callId: "ringing" });
  });

  test("hangs up the call that is talked on, else the one that is dialled, never one on hold", () => {
    const held = anActiveCall({ id: "held", held: true, atAnswered: long });
    expect(press([held, talking])).toEqual({ kind: "hangUp", callIds: ["talking"] });
    expect(press([held, aCall({ id: "dialled" })])).toEqual({ kind: "hangUp", callIds: ["dialled"] });
    expect(press([held])).toEqual({ kind: "nothing" });
  });

  test("hangs up a conference whole, and nobody beside it", () => {
    const inConference = { inConference: true, atStarted: long, atAnswered: long };
    const first = anActiveCall({ id: "first", ...inConference });
    const second = anActiveCall({ id: "second", ...inConference });
    const gone = anEndedCall({ by: "remote", reason: "hungUp" }, { id: "gone", ...inConference, atEnded: long });
    const held = anActiveCall({ id: "held", held: true, atAnswered: long });
    expect(press([held, gone, first, second])).toEqual({ kind: "hangUp", callIds: ["first", "second"] });
  });

  test("hangs up nothing within 1.5 s of the answer, whoever gave it, and does right after", () => {
    expect(handsOffMs).toBe(1_500);
    expect(press([answered(0)])).toEqual({ kind: "tooSoon" });
    expect(press([answered(1_499)])).toEqual({ kind: "tooSoon" });
    expect(press([answered(1_500)])).toEqual({ kind: "hangUp", callIds: ["talking"] });
    expect(press([{ ...talking, atAnswered: atFixture - 300 }])).toEqual({ kind: "tooSoon" });
  });

  test("does not hang up the call in hand when the one it was to answer has just stopped ringing", () => {
    const gone = anEndedCall(
      { by: "remote", reason: "missed" },
      { id: "gone", direction: "incoming", atAnswered: null, atEnded: atFixture - 400 },
    );
    expect(press([talking, gone])).toEqual({ kind: "tooSoon" });
    expect(press([talking, { ...gone, atEnded: atFixture - 1_500 }])).toEqual({ kind: "hangUp", callIds: ["talking"] });
  });

  test("a held key, which presses again and again, hangs up nothing however long it is held", () => {
    let atLastPress: number | null = null;
    for (let at = 0; at < 10_000; at += 500) {
      const atNow = atFixture + at;
      const calls = at === 0 ? [ringing] : [answered(0)];
      expect(press(calls, { atNow, atLastPress }).kind).toBe(at === 0 ? "answer" : "tooSoon");
      atLastPress = atNow;
    }
  });

  test("a clock that was set back does not take the key away", () => {
    expect(press([{ ...talking, atAnswered: atFixture + 3_600_000 }])).toEqual({
      kind: "hangUp",
      callIds: ["talking"],
    });
  });

  test("does only what it was given", () => {
    expect(press([talking], { does: { answer: true, hangUp: false } })).toEqual({ kind: "nothing" });
    expect(press([talking, ringing], { does: { answer: false, hangUp: true } })).toEqual({
      kind: "hangUp",
      callIds: ["talking"],
    });
  });
});
