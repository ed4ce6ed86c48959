import { expect, test } from "vitest";
import { fixtures } from "./fixtures.ts";
import { toGroup } from "./to-group.ts";

test.each([
  ["nothingYet", null, "Before the first call"],
  ["missingConfiguration", fixtures.missingConfiguration, "Before the first call"],
  ["mainLost", fixtures.mainLost, "At rest"],
  ["activeAndRinging", fixtures.activeAndRinging, "A call comes in"],
  ["stranded", fixtures.stranded, "In a call"],
  ["returning", fixtures.returning, "A call comes in"],
  ["endings", fixtures.endings, "After a call"],
  ["incidentsNone", fixtures.incidentsNone, "What happened"],
  ["people", fixtures.people, "Contacts"],
  ["settings", fixtures.bothReady, "Settings"],
  ["cardRinging", fixtures.ringingIn, "The card above all windows"],
] as const)("%s finds its place", (name, snapshot, group) => {
  expect(toGroup(name, snapshot)).toBe(group);
});
