import { expect, test } from "vitest";
import { findMutedSpeech } from "../../../../renderer/ui/format/muted-speech.ts";
import { anActiveCall } from "../../../builders/a-call.ts";
import { atFixture } from "../../../builders/a-server.ts";

const spoken = { muted: true, atSpokeMuted: atFixture };

test("speaking while muted is told for 10 s", () => {
  const calls = [anActiveCall(spoken)];
  expect([0, 9_999, 10_000].map((afterMs) => findMutedSpeech(calls, atFixture + afterMs))).toEqual([
    { isTold: true, atNextChange: atFixture + 10_000 },
    { isTold: true, atNextChange: atFixture + 10_000 },
    { isTold: false, atNextChange: null },
  ]);
});

test.each([
  ["unmuted meanwhile", { ...spoken, muted: false }],
  ["put on hold meanwhile", { ...spoken, held: true }],
  ["over", { ...spoken, state: "ended" } as const],
  ["muted, and nobody spoke", { muted: true }],
])("it is not told of a call that is %s", (_what, call) => {
  expect(findMutedSpeech([anActiveCall(call)], atFixture).isTold).toBe(false);
});
