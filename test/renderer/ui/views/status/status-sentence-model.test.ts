/** The phone's sentence as the window says it: instants as clock times, red for "none" alone. */
import { expect, test } from "vitest";
import { formatClockTime } from "../../../../../shared/i18n/format-clock-time.ts";
import { toStatusSentence } from "../../../../../renderer/ui/views/status/status-sentence-model.ts";
import { anActiveCall } from "../../../../builders/a-call.ts";
import { aBackupServer, aServer, atFixture } from "../../../../builders/a-server.ts";
import { aNextCall, aSnapshot } from "../../../../builders/a-snapshot.ts";

const nameKeys = (chord: string) => `<${chord}>`;

test("a calm sentence is not red", () => {
  expect(toStatusSentence(aSnapshot(), "en", nameKeys)).toEqual({
    key: "reachability.ready",
    params: { next: "Main" },
    isNone: false,
  });
});

test("none is red and says since when by the clock", () => {
  const lost = { state: "lost", reason: { kind: "socketClosed", message: "Closed." }, atSince: atFixture } as const;
  const dark = aSnapshot({ servers: [aServer(lost), aBackupServer(lost)] });
  expect(toStatusSentence(dark, "en", nameKeys)).toEqual({
    key: "reachability.none",
    params: { time: formatClockTime(atFixture, "en") },
    isNone: true,
  });
});

test("a lost call tells the keys that call back, and none where they were cleared", () => {
  const lost = { state: "lost", reason: { kind: "socketClosed", message: "Closed." } } as const;
  const stranded = aSnapshot({
    servers: [aServer(lost), aBackupServer()],
    nextCall: aNextCall("backup", "primaryNotReady"),
    calls: [anActiveCall({ state: "stranded" })],
  });
  const names = { trouble: "Main", next: "Backup" };
  expect(toStatusSentence(stranded, "en", nameKeys)).toEqual({
    key: "reachability.stranded",
    params: { ...names, chord: "<Mod+Shift+R>" },
    isNone: false,
  });
  const without = { ...stranded, settings: { ...stranded.settings, chords: { rescue: null } } };
  expect(toStatusSentence(without, "en", nameKeys)).toEqual({
    key: "reachability.strandedKeyless",
    params: names,
    isNone: false,
  });
});
