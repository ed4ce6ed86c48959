/** Which servers were tried for a call that is over, in words. */
import { expect, test } from "vitest";
import { createTranslator } from "../../../../../renderer/ui/i18n/translator.ts";
import { tell } from "../../../../../renderer/ui/i18n/sentence.ts";
import { toCallRoute } from "../../../../../renderer/ui/views/recent/call-route-model.ts";
import { AttemptOutcome, AttemptWhy, LegOutcome } from "../../../../../shared/model/call.ts";
import { aLeg, anAttempt } from "../../../../builders/a-call.ts";
import { aMissedCall, aPastCall } from "../../../../builders/a-past-call.ts";
import { aBackupServer, aServer, atFixture } from "../../../../builders/a-server.ts";

const servers = [aServer(), aBackupServer()];
const inWords = (call: Parameters<typeof toCallRoute>[0], language: "en" | "de" = "en") =>
  toCallRoute(call, servers).map(({ sentence }) => tell(createTranslator(language), sentence));

test("a dial that was carried over tells each server, how long it took, and with which code", () => {
  const call = aPastCall(
    {},
    {
      serverId: "backup",
      attempts: [
        anAttempt({ outcome: "carriedOver", why: "noResponse", ms: 412 }),
        anAttempt({ serverId: "backup", outcome: "failed", why: "serverUnavailable", code: 503, ms: 30 }),
      ],
    },
  );
  expect(inWords(call)).toEqual(["Main did not answer within 0.4 s.", "Backup was too busy."]);
  expect(inWords(call, "de")).toEqual(["Main antwortete 0,4 s lang nicht.", "Backup war überlastet."]);
  expect(toCallRoute(call, servers).map(({ code }) => code)).toEqual([null, 503]);
});

test("a call that rang through both servers tells both, the first one first", () => {
  const call = aMissedCall({
    legs: [
      aLeg({ serverId: "backup", atStarted: atFixture - 10_000, atEnded: atFixture, outcome: "elsewhere" }),
      aLeg({ atStarted: atFixture - 30_000, atEnded: atFixture - 10_000, outcome: "cancelled" }),
    ],
  });
  expect(inWords(call)).toEqual(["Rang through Main for 20 s.", "Rang through Backup, answered elsewhere."]);
});

test("nothing that can become of an attempt or a leg is without words", () => {
  const attempts = AttemptOutcome.options.flatMap((outcome) =>
    [...AttemptWhy.options, null].map((why) => anAttempt({ outcome, why })),
  );
  const legs = LegOutcome.options.map((outcome) => aLeg({ outcome }));
  for (const words of inWords(aPastCall({}, { attempts, legs }))) expect(words).toMatch(/(?:Main|Backup).*\.$/u);
});
