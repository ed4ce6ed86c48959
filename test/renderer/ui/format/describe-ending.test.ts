/** Every way a call can end is one whole English sentence. */
import { expect, test } from "vitest";
import { type CallEndBy, CallEndReason } from "../../../../shared/model/call.ts";
import { describeEnding } from "../../../../renderer/ui/format/describe-ending.ts";
import { tell } from "../../../../renderer/ui/i18n/sentence.ts";
import { createTranslator } from "../../../../renderer/ui/i18n/translator.ts";
import { anEndedCall } from "../../../builders/a-call.ts";
import { aServer, atFixture } from "../../../builders/a-server.ts";

const english = createTranslator("en");

function endingOf(by: CallEndBy, reason: CallEndReason): string {
  const call = anEndedCall({ by, reason }, { atStarted: atFixture - 25_000, atEnded: atFixture });
  return tell(english, describeEnding(call, { by, reason, code: null }, [aServer()]));
}

test.each([
  ["local", "hungUp", "You hung up."],
  ["remote", "hungUp", "They hung up."],
  ["server", "hungUp", "Main ended the call."],
  ["local", "cancelled", "You gave up before an answer."],
  ["remote", "cancelled", "They gave up before an answer."],
  ["local", "declined", "You declined."],
  ["remote", "declined", "They declined."],
  ["remote", "busy", "Busy."],
  ["remote", "noAnswer", "No answer after 25 s."],
  ["remote", "notReachable", "Not reachable now: nothing could ring there."],
  ["server", "notFound", "Number not in service."],
  ["system", "serverLost", "The call was lost with Main."],
] as const)("ended by %s as %s: %s", (by, reason, sentence) => {
  expect(endingOf(by, reason)).toBe(sentence);
});

test.each([
  [0, "No answer."],
  [1_400, "No answer."],
  [2_000, "No answer after 2 s."],
])("nobody answered for %i ms: %s", (ms, sentence) => {
  const end = { by: "remote", reason: "noAnswer", code: 480 } as const;
  const call = anEndedCall(end, { atStarted: atFixture - ms, atEnded: atFixture });
  expect(tell(english, describeEnding(call, end, [aServer()]))).toBe(sentence);
});

test("no reason is left without its own sentence", () => {
  const sentences = CallEndReason.options.map((reason) => endingOf("system", reason));
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^{}]+\.$/u);
  const shared = 1;
  expect(new Set(sentences).size).toBe(sentences.length - shared);
});
