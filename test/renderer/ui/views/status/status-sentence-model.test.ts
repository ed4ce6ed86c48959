/** The phone's sentence as the window says it: instants as clock times, red for "none" alone. */
import { expect, test } from "vitest";
import { formatClockTime } from "../../../../../shared/i18n/format-clock-time.ts";
import { toStatusSentence } from "../../../../../renderer/ui/views/status/status-sentence-model.ts";
import { aBackupServer, aServer, atFixture } from "../../../../builders/a-server.ts";
import { aSnapshot } from "../../../../builders/a-snapshot.ts";

test("a calm sentence is not red", () => {
  expect(toStatusSentence(aSnapshot(), "en")).toEqual({
    key: "reachability.ready",
    params: { next: "Main" },
    isNone: false,
  });
});

test("none is red and says since when by the clock", () => {
  const lost = { state: "lost", reason: { kind: "socketClosed", message: "Closed." }, atSince: atFixture } as const;
  const dark = aSnapshot({ servers: [aServer(lost), aBackupServer(lost)] });
  expect(toStatusSentence(dark, "en")).toEqual({
    key: "reachability.none",
    params: { time: formatClockTime(atFixture, "en") },
    isNone: true,
  });
});
