/** A conference on one card: who is in it, and what can be pressed. */
import { expect, test } from "vitest";
import { toConferenceCard, toTitle } from "../../../../../renderer/ui/views/calls/conference-model.ts";
import { anActiveCall, type CallOverrides } from "../../../../builders/a-call.ts";
import { atFixture } from "../../../../builders/a-server.ts";
import { aSnapshot } from "../../../../builders/a-snapshot.ts";

const phone = aSnapshot();
const member = (overrides: CallOverrides) => anActiveCall({ inConference: true, ...overrides });
const first = member({ id: "first", remote: { number: "03", name: "Tanaka Yuki" } });
const second = member({ id: "second", remote: { number: "1002", name: null }, atAnswered: atFixture });

test("two on one server can be left to each other, and the time is that of the longer conversation", () => {
  expect(toConferenceCard([first, second], phone)).toEqual({
    parties: [
      { call: first, name: "Tanaka Yuki", serverName: "Main", note: null, canTalk: true },
      { call: second, name: "1002", serverName: "Main", note: null, canTalk: true },
    ],
    state: { key: "conference.mixed" },
    isTroubled: false,
    isHeld: false,
    isMuted: false,
    worst: null,
    toned: [first, second],
    from: atFixture - 161_000,
    canHold: true,
    canLeave: true,
    whyNotLeave: null,
  });
});

test("two on two servers hear each other only here, and it says so", () => {
  const away = member({ id: "second", serverId: "backup" });
  expect(toConferenceCard([first, away], phone)).toMatchObject({
    canLeave: false,
    whyNotLeave: { key: "conference.across" },
  });
});

test("a member that was lost with its server says so in its line, and the whole cannot be held", () => {
  const lost = { ...first, state: "stranded" as const, signalling: "lost" as const };
  expect(toConferenceCard([lost, second], phone)).toMatchObject({
    parties: [{ note: { key: "call.stranded", params: { server: "Main" } }, canTalk: false }, { note: null }],
    canHold: false,
    canLeave: false,
  });
});

test("held and muted are said of the whole", () => {
  const held = [first, second].map((call) => ({ ...call, held: true }));
  expect(toConferenceCard(held, phone)).toMatchObject({ isHeld: true, state: { key: "call.held" } });
  const muted = [first, second].map((call) => ({ ...call, muted: true }));
  expect(toConferenceCard(muted, phone)).toMatchObject({ isMuted: true, state: { key: "conference.muted" } });
});

test("who speaks while muted is told of the whole, and of the line that sounds worst its party says so", () => {
  const muted = [first, second].map((call) => ({ ...call, muted: true }));
  expect(toConferenceCard(muted, phone, true)).toMatchObject({
    state: { key: "call.mutedSpeaking" },
    isTroubled: true,
  });
  const good = { ...first, quality: { mos: 4.2, lossPct: 0, jitterMs: 4, rttMs: 24 } };
  const poor = { ...second, quality: { mos: 2.7, lossPct: 8.4, jitterMs: 60, rttMs: 240 } };
  const sentence = { key: "quality.2", params: { loss: 8, delay: 180 } };
  expect(toConferenceCard([good, poor], phone)).toMatchObject({
    parties: [{ note: null }, { note: sentence }],
    worst: { call: poor, quality: poor.quality, look: { bars: 2, sentence, isPoor: true } },
  });
});

test("the title names everybody", () => {
  expect(toTitle(["A", "B"])).toEqual({ key: "conference.ofThree", params: { first: "A", second: "B" } });
  expect(toTitle(["A", "B", "C"])).toEqual({
    key: "conference.ofFour",
    params: { first: "A", second: "B", third: "C" },
  });
});
